"""The fields of a contact (联系人) and of a further address (METHOD.md section 1, *people* and *delivery addresses*)."""

from __future__ import annotations

from crmdesk.core import choices
from crmdesk.core.fields import Field, Fields, Mask, Type
from crmdesk.core.words import Label

CONTACTS = Fields(
    "contact",
    (
        Field(
            "name", Label("Name", "姓名"), required=True, searched="person",
            synonyms=("联系人", "联系人姓名", "联系人名称", "客户联系人", "主联系人", "对接人", "收件人", "收货人", "收货联系人", "发货人", "发件人",
                      "联系人▸姓名", "联络人", "contact", "contact name", "contact person", "contactname", "contactperson"),
        ),
        Field("salutation", Label("Form of address", "称呼"), synonyms=("尊称", "称谓")),
        Field(
            "title", Label("Position", "职务"),
            synonyms=("职位", "岗位", "联系人职务", "联系人职位", "头衔", "title", "contact title", "contacttitle", "job title"),
        ),
        Field("department", Label("Department", "部门"), synonyms=("所在部门", "科室", "联系人部门")),
        Field(
            "role", Label("Role in the purchase", "角色"), Type.CHOICE, choices=choices.ROLE,
            synonyms=("采购角色", "决策角色", "购买角色", "是否关键决策人"),
        ),
        Field(
            "mobile", Label("Mobile", "手机"), Type.PHONE, mask=Mask.PHONE, searched="digits",
            synonyms=("联系人手机", "联系手机", "联系人手机号", "contact mobile"),
        ),
        Field(
            "phone", Label("Phone", "电话"), Type.PHONE, mask=Mask.PHONE, searched="digits",
            synonyms=("联系人电话", "联系人座机", "contact phone"),
        ),
        Field("wechat", Label("WeChat", "微信"), mask=Mask.TEXT, searched="word", synonyms=("联系人微信", "微信号")),
        Field("qq", Label("QQ", "QQ"), mask=Mask.TEXT, searched="word", synonyms=("联系人QQ", "QQ号", "QQ号码")),
        Field(
            "email", Label("E-mail", "邮箱"), Type.EMAIL, mask=Mask.TEXT, searched="word",
            synonyms=("联系人邮箱", "联系人email", "contact email"),
        ),
        Field("birthday", Label("Birthday", "生日"), Type.BIRTHDAY, mask=Mask.TEXT, synonyms=("联系人生日",)),
        Field("address", Label("Home address", "家庭地址"), Type.ADDRESS, mask=Mask.TEXT, width="fill",
              synonyms=("联系人地址", "联系人住址")),
        Field("character", Label("Character", "性格"), synonyms=("性格特点",)),
        Field("hobbies", Label("Hobbies", "爱好"), synonyms=("兴趣爱好", "联系人爱好")),
        Field("main", Label("Main contact", "主要联系人"), Type.YES_NO, synonyms=("首要联系人", "是否主联系人")),
        Field("consent_on", Label("Consent given on", "同意保存资料日期"), Type.DATE),
        Field("consent_source", Label("Consent given by", "同意方式")),
        Field("consent_withdrawn_on", Label("Consent withdrawn on", "撤回同意日期"), Type.DATE),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill", synonyms=("联系人备注", "contact notes")),
    ),
)

ADDRESSES = Fields(
    "address",
    (
        Field("label", Label("Use", "用途")),
        Field("country", Label("Country", "国家"), Type.ADDRESS),
        Field("region", Label("Region", "地区"), Type.ADDRESS),
        Field("province", Label("Province", "省份"), Type.ADDRESS),
        Field("city", Label("City", "城市"), Type.ADDRESS),
        Field("district", Label("District", "区县"), Type.ADDRESS),
        Field("address", Label("Street address", "详细地址"), Type.ADDRESS, width="fill"),
        Field("postcode", Label("Postcode", "邮编"), Type.ADDRESS, width="short"),
        Field("recipient", Label("Recipient", "收件人"), mask=Mask.TEXT),
        Field("phone", Label("Phone", "电话"), Type.PHONE, mask=Mask.PHONE),
    ),
)
