"""Names of people and enterprises: telling them apart, and what is left of a company's name for comparing."""

from __future__ import annotations

import re

from crmdesk.core import patterns
from crmdesk.core.texts import clean, fold, normal


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙"
    "叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别"
    "庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋"
    "沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公牟仝佟覃肖闫邸苑檀冼逯岳付代肇亓仉佘佴佟钦伦漆闾楚缑亢况琴归墨哈谯笪阳"
    "張陳劉黃趙吳鄭馮蔣韓許呂嚴謝鄒蘇馬魯湯羅畢齊顧蕭孫楊錢衛葉盧鄧龍萬鐘鍾賀賴範閻陸費薑駱陽關"
)
_COMPOUND_SURNAMES = _words(
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 端木 百里 呼延 东郭 南门 "
    "闻人 公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 乐正 公良 "
    "拓跋 夹谷 西门 第五 完颜 赫连 纳兰 叶赫 耶律 鄂伦 欧陽"
)
_WORDS_INSIDE = patterns.late(
    "公司|集团|工厂|分厂|总厂|商店|商行|商场|超市|酒店|饭店|宾馆|餐厅|银行|医院|医药|诊所|药房|学校|学院|大学|中学|小学|幼儿园|中心|委员会|协会|学会|"
    "基金会|工作室|合作社|事务所|研究所|研究院|设计院|出版社|报社|旅行社|供销社|经营部|门市部|营业部|事业部|政府|管理局|分局|街道办|村委|居委|"
    "俱乐部|科技|商贸|贸易|实业|电子|机械|建材|服饰|服装|食品|物流|传媒|广告|文化|电器|五金|家具|装饰|化工|制造|工程|农场|股份|控股|投资|"
    "专卖|批发|连锁|旗舰|个体|经销|代理|网络|信息|技术|软件|餐饮|茶业|纺织|塑料|印刷|包装|地产|物业|汽车|汽修|美容|健身|教育|培训|咨询"
)
_LAST_CHARACTERS = "厂店局部院社馆铺站所"
_LAST_OF_LONG = _LAST_CHARACTERS + "行会司团处室吧坊庄城场园屋轩阁斋楼堂居"
_LATIN_COMPANY = patterns.late(
    r"\b(?:ltd|limited|inc|llc|llp|plc|gmbh|ag|kg|s\.?a|s\.?r\.?l|b\.?v|pty|co|corp|corporation|company|group|holdings?|"
    r"bank|hotel|school|university|hospital|institute|trading|industries|technology|technologies|systems)\b",
    re.IGNORECASE,
)
_FORM_OF_ADDRESS = patterns.late(
    "(?:先生|女士|小姐|太太|老师|经理|总监|主任|医生|教授|师傅|阿姨|叔叔|大姐|大哥|老板|老板娘)$"
)
_LATIN_PERSON = patterns.late(r"(?:mr|mrs|ms|miss|dr|prof)\b\.? ?\S", re.IGNORECASE)
_HAN = patterns.late(r"[㐀-䶿一-鿿〇\U00020000-\U0003ffff]+")
_TRANSCRIBED = patterns.late(r"[㐀-䶿一-鿿]+(?:[·•・.][㐀-䶿一-鿿]+)+")
_IN_BRACKETS = patterns.late(r"[(（\[【〔]([^)）\]】〕]*)[)）\]】〕]")
_BRACKETS = patterns.late(r"\s*[(（\[【〔][^)）\]】〕]*[)）\]】〕]")

_ENTERPRISE_FIELDS = _words(
    "credit_code legal_representative short_name registered_capital ownership employees turnover parent_company fax"
)
_PERSON_FIELDS = _words("id_number gender birthday marital_status education occupation employer home_address")

_CHINESE_FORMS = tuple("有限责任公司 股份有限公司 有限公司 股份公司 集团公司 总公司 公司 股份 集团 控股".split())
_LEGAL_FORM = patterns.late(
    rf"(?:(?:{'|'.join(_CHINESE_FORMS)}|"
    r"\b(?:co|company|ltd|limited|inc|incorporated|llc|llp|plc|gmbh|corp|corporation|group|holdings?)\b)[\s.,]*)+$",
    re.IGNORECASE,
)
_PROVINCES = _words(
    "黑龙江 内蒙古 北京 天津 上海 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 "
    "四川 贵州 云南 陕西 甘肃 青海 台湾 广西 西藏 宁夏 新疆 香港 澳门"
)
_CITIES = _words(
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 "
    "临汾 吕梁 呼和浩特 包头 赤峰 鄂尔多斯 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 "
    "吉林 四平 通化 哈尔滨 齐齐哈尔 大庆 牡丹江 佳木斯 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 "
    "泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 "
    "黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 "
    "新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 "
    "菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 "
    "十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 "
    "永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 "
    "揭阳 云浮 南宁 柳州 桂林 梧州 北海 钦州 玉林 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 "
    "南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 "
    "临沧 大理 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 天水 武威 张掖 酒泉 西宁 银川 "
    "乌鲁木齐 克拉玛依 义乌 昆山 江阴 常熟 张家港 太仓 慈溪 余姚 平湖 桐乡 海宁 嘉善 海盐 安吉"
)
_PLACES = _PROVINCES | _CITIES
_PLACE_BEGINS = frozenset(place[0] for place in _PLACES)
_CITIES_TOO = _CITIES | _words("北京 天津 上海 重庆 香港 澳门")
_PLACE_KIND = patterns.late("(?:省|市|县|区|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")
_PROVINCE_KIND = patterns.late("省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区")
_SOME_PLACE = patterns.late("中国|[一-鿿]{2,3}[市县区](?=[一-鿿]{2})")
_INSTITUTIONS = tuple("银行 大学 学院 学校 中学 小学 幼儿园 医院 政府 局 委员会 协会 学会 中心 日报 机场 车站".split())
_TRADES = patterns.late(
    "(?:商贸|贸易|实业|科技|电子|机械|建材|食品|物流|广告|文化|投资|工程|技术|信息|软件|集团|公司)+"
)
_SHORTEST = 2


def looks_like_company(name: str) -> bool:
    """Whether the name itself says so: 公司, 厂, 集团, 医院, Ltd, GmbH …"""
    bare = _bare(name)
    if "公司" in bare or _WORDS_INSIDE.search(bare) or _LATIN_COMPANY.search(bare):
        return True
    last = _LAST_OF_LONG if len(bare) > 3 and not _is_person(bare) else _LAST_CHARACTERS
    return len(bare) > 1 and bare[-1] in last


def guess_kind(name: str, **evidence: object) -> str:
    """'individual' or 'enterprise', from the name and what else is known.

    `evidence` are values by field key (credit_code, gender …; empty ones tell nothing). A company's name decides
    first, then the fields that only one kind has, then the shape of the name: a usual surname with one or two
    characters, or a form of address, is a person. When unsure: enterprise.
    """
    if looks_like_company(name):
        return "enterprise"
    filled = {key for key, value in evidence.items() if value not in (None, "")}
    if filled & _ENTERPRISE_FIELDS:
        return "enterprise"
    if filled & _PERSON_FIELDS:
        return "individual"
    return "individual" if _is_person(_bare(name)) else "enterprise"


def surname(name: str) -> str | None:
    """The Chinese surname a name begins with, compound ones whole; None where it begins with none."""
    if name[:2] in _COMPOUND_SURNAMES:
        return name[:2]
    return name[0] if name[:1] in _SURNAMES else None


def plain_company_name(name: str) -> str:
    """What distinguishes a company's name, for comparing: without brackets, place and legal form.

    禾砚精密机械（嘉兴）有限公司 and 浙江禾砚精密机械股份有限公司 → 禾砚精密机械; 上海银行 keeps its place.
    Idempotent; empty only for a name without letters.
    """
    plain = fold(_without_legal_form(_BRACKETS.sub("", normal(name))))
    if len(plain) < _SHORTEST:
        plain = fold(name)
    while True:
        shorter = _shorter(plain)
        if shorter == plain:
            return plain
        plain = shorter


def places(name: str) -> frozenset[str]:
    """The provinces, cities and districts that a company's name begins with or has in brackets, without 省, 市 or 区.

    禾砚精密机械（嘉兴）有限公司 → 嘉兴; 浙江省嘉兴市禾砚机械厂 → 浙江, 嘉兴.
    """
    whole = normal(name)
    found: set[str] = set()
    for text in (_BRACKETS.sub("", whole), *_IN_BRACKETS.findall(whole)):
        rest = fold(text)
        while length := place_length(rest):
            found.add(_PLACE_KIND.sub("", rest[:length]))
            rest = rest[length:]
    return frozenset(found)


def same_level(one: str, other: str) -> bool:
    """Whether two places are both provinces or both cities; a municipality is either."""
    provinces = one in _PROVINCES and other in _PROVINCES
    return provinces or (one in _CITIES_TOO and other in _CITIES_TOO)


def is_surname(character: str) -> bool:
    return character in _SURNAMES


def without_address(name: str) -> str:
    """A person's name without 先生, 女士, 经理 … behind it, where something is left."""
    return _FORM_OF_ADDRESS.sub("", name) or name


def _bare(name: str) -> str:
    cleaned = clean(name)
    return _BRACKETS.sub("", cleaned).strip() or cleaned


def _without_legal_form(name: str) -> str:
    bare = name
    while bare.endswith(_CHINESE_FORMS):
        bare = bare[: -len(next(form for form in _CHINESE_FORMS if bare.endswith(form)))]
    last = bare[-1:]
    plainly = "\u3400" <= last <= "\u9fff" or last in "0123456789"
    return bare if plainly else _LEGAL_FORM.sub("", name)


def _shorter(plain: str) -> str:
    without = _without_legal_form(plain)
    without = plain if without == plain else fold(without)
    if len(without) < _SHORTEST:
        without = plain
    length = place_length(without)
    if not length:
        return without
    rest = fold(without[length:])
    if len(rest) < _SHORTEST or rest.endswith(_INSTITUTIONS) or _TRADES.fullmatch(rest):
        return without
    return rest


def place_length(name: str) -> int:
    """How many characters at the beginning name a province, a city or a district."""
    length = 0
    if name[:1] in _PLACE_BEGINS:
        length = next((n for n in (4, 3, 2) if name[:n] in _PLACES), 0)
    if length and name[:length] in _PROVINCES and (kind := _PROVINCE_KIND.match(name, length)):
        return kind.end()
    if length and name[length : length + 1] in ("市", "县", "区"):
        return length + 1
    some = None if length else _SOME_PLACE.match(name)
    return some.end() if some else length


def _is_person(bare: str) -> bool:
    if _LATIN_PERSON.match(bare) or _TRANSCRIBED.fullmatch(bare):
        return True
    together = bare.replace(" ", "")
    if not _HAN.fullmatch(together):
        return False
    surname = 2 if together[:2] in _COMPOUND_SURNAMES else 1 if together[0] in _SURNAMES else 0
    if not surname:
        return False
    if _FORM_OF_ADDRESS.search(together) and len(together) <= surname + 5:
        return True
    doubled = surname == 1 and len(together) == 4 and together[1] in _SURNAMES
    return len(together) <= surname + 2 or doubled
