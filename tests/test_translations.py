"""Every text that the program says is translated, and what is shipped is what the code says now."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from crmdesk.assets import load_words
from tests import catalogue
from tests.imports import sources

LANGUAGES = sorted(catalogue.TRANSLATED)
HINT = "run: python3 dev.py translate"


@pytest.fixture(scope="module")
def texts() -> set[catalogue.Key]:
    return catalogue.extracted()


def placeholders(text: str) -> set[str]:
    return {f"{name}!{conversion}:{form}" for _, name, form, conversion in Formatter().parse(text) if name is not None}


def forms(text: catalogue.Key) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def test_template_is_fresh(texts):
    assert catalogue.TEMPLATE.read_bytes() == catalogue.as_po(dict.fromkeys(texts, ""), None), HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_left_over(language: str, texts):
    po = catalogue.TRANSLATED[language]
    known = catalogue.read(po)
    assert {text for text in texts if not all(forms(known.get(text, "")))} == set(), HINT
    assert known.keys() - texts == set(), HINT
    assert catalogue.obsolete_or_fuzzy(po) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str):
    changed = [
        (text, translation)
        for text, translations in catalogue.read(catalogue.TRANSLATED[language]).items()
        for translation in forms(translations)
        if translation and placeholders(translation) != set().union(*map(placeholders, forms(text)))
    ]
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_is_fresh(language: str):
    po = catalogue.TRANSLATED[language]
    assert po.with_suffix(".mo").read_bytes() == catalogue.as_mo(catalogue.read(po), language), HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_program_reads_the_translations(language: str):
    words = load_words(language)
    known = catalogue.read(catalogue.TRANSLATED[language])
    assert known
    for text, translation in known.items():
        if isinstance(text, str):
            assert words.gettext(text) == (translation or text)
        else:
            assert words.ngettext(*text, 2) == (translation[-1] or text[-1])


def unreachable(source: str) -> Iterator[int]:
    """Lines where a text is put together before it is looked up, so that no translation can match it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            put_together = node.args[:2] if called == "ngettext" else node.args[:1]
            if called in catalogue.KEYWORDS and any(map(_is_built, put_together)):
                yield node.lineno


def _is_built(node: ast.expr) -> bool:
    formatted = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return formatted or isinstance(node, ast.JoinedStr | ast.BinOp)


def test_no_text_is_put_together_before_it_is_looked_up():
    found = [f"{name}:{line}" for name, source in sources().items() for line in unreachable(source)]
    assert found == []


@pytest.mark.parametrize(
    "source",
    ['_(f"{n} customers")', '_("customers: " + name)', 'self.words.gettext("{n}".format(n=1))', '_("%s" % n)',
     'ngettext("one", f"{n} customers", n)'],
)  # fmt: skip
def test_a_text_put_together_is_found(source: str):
    assert list(unreachable(source)) == [1]


def test_a_text_filled_after_looking_up_is_left_alone():
    assert not list(unreachable('_("{count} customers").format(count=n)\nN_("a" "b")'))


def test_texts_are_gathered_in_every_way_they_are_marked(tmp_path: Path):
    marked = (
        'x = _("a")\nself.words.gettext("b")\nM = {"c": N_("c" " d")}\nwords.ngettext("{n} e", "{n} es", n)\nf("g")\n'
    )
    (tmp_path / "module.py").write_text(marked, encoding="utf-8")
    assert catalogue.extracted(tmp_path) == {"a", "b", "c d", ("{n} e", "{n} es")}


def test_what_is_written_is_read_again(tmp_path: Path):
    written = {"Save": "保存", ("{n} row", "{n} rows"): ("{n} 行",), "two\nlines": "两\n行"}
    po, mo = tmp_path / "x.po", tmp_path / "x.mo"
    po.write_bytes(catalogue.as_po(written, "zh_CN"))
    mo.write_bytes(catalogue.as_mo(written, "zh_CN"))
    assert catalogue.read(po) == written
    compiled = catalogue.readable(mo)
    assert (compiled["Save"], compiled["two\nlines"], compiled["{n} row", 0]) == ("保存", "两\n行", "{n} 行")


def aliases(source: str) -> dict[str, set[str]]:
    """The names that `….gettext` and `….ngettext` are given in a module."""
    found: dict[str, set[str]] = {"gettext": set(), "ngettext": set()}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                pairs = zip(target.elts, node.value.elts, strict=True) if several else [(target, node.value)]
                for name, value in pairs:
                    if isinstance(value, ast.Attribute) and value.attr in found and isinstance(name, ast.Name):
                        found[value.attr].add(name.id)
    return found


def test_a_text_is_only_said_through_names_that_are_extracted():
    assert aliases("tr = w.gettext\n_, k = w.gettext, w.ngettext") == {"gettext": {"tr", "_"}, "ngettext": {"k"}}
    for name, source in sources().items():
        if name == "crmdesk.core.words":
            continue
        found = aliases(source)
        assert (found["gettext"] <= {"_"}, found["ngettext"] <= {"n"}) == (True, True), name


def said_inside(source: str) -> list[int]:
    """The lines where a text is said inside an f-string: the Python that gathers them may not look there."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    calls = [node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call)]
    names = {"_", "n", "N_", "gettext", "ngettext"}
    return [call.lineno for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in names]


def test_no_text_is_said_inside_an_f_string():
    assert said_inside("a\nb = f\"{_('Save')} {w.gettext('x')} {len(c)}\"") == [2, 2]
    for name, source in sources().items():
        assert said_inside(source) == [], name
