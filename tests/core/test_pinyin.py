"""Names spelt the way people read them, whatever reading a dictionary puts first."""

import subprocess
import sys

import pytest

from crmdesk.core.pinyin import spellings


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("成都里帆药业", "cheng du li fan yao ye"),
        ("重庆长安汽车", "chong qing chang an qi che"),
        ("宁波棠帆建材商行", "ning bo tang fan jian cai shang hang"),
        ("中国银行", "zhong guo yin hang"),
        ("单雄信", "shan xiong xin"),
        ("单雄信", "dan xiong xin"),
        ("尉迟恭", "yu chi gong"),
        ("张行健", "zhang xing jian"),
        ("李长乐", "li chang le"),
        ("方晟", "fang sheng"),
    ],
)
def test_a_name_is_found_by_the_usual_reading(name: str, spelt: str) -> None:
    assert tuple(spelt.split()) in spellings(name)


def test_many_readings_stay_few_spellings() -> None:
    assert 1 < len(spellings("长行都乐重厦行长都乐" * 10)) <= 16
    assert spellings("ABC") == []
    assert spellings("张伟") == [("zhang", "wei")]


def test_only_the_table_per_character_is_loaded() -> None:
    code = (
        "import sys; from crmdesk.core import pinyin; found = pinyin.readings('单'); "
        "assert 'pypinyin.phrases_dict' not in sys.modules; from pypinyin.constants import PINYIN_DICT; "
        "by_text = {c: pinyin._dictionary()[c] for c in (*range(0x5355, 0x5360), 0x3007, 0x30A2, 0x20000, 0x3134A)}; "
        "assert all(found == PINYIN_DICT.get(c, '') for c, found in by_text.items()); "
        "pinyin.load(); assert {c: r for c, r in pinyin._dictionary().items() if r} == PINYIN_DICT; print(*found)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.split() == ["dan", "chan", "shan"], done.stderr
