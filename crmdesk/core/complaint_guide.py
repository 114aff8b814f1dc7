"""What to do in each of the six handling steps, what to say and what to avoid (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core.marking import N_
from crmdesk.core.words import Label


class Guide(Struct, frozen=True):
    """A step's guide: `do` and `avoid` are texts to be translated, `say` an example sentence, in which `{who}` is the
    name of whoever says it."""

    do: tuple[str, ...]
    say: Label
    avoid: tuple[str, ...]


GUIDES: Mapping[str, Guide] = {
    "listen": Guide(
        (
            N_("Let them finish without interrupting, and take notes in their own words."),
            N_("Ask only what you need: what, when, how many, what it did to their work."),
            N_("Thank them for telling you: most unhappy customers leave without a word."),
        ),
        Label(
            "Thank you for telling me straight away. Please go on, I am writing everything down.",
            "谢谢您第一时间告诉我。您慢慢说，我都记着。",
        ),
        (
            N_("“That cannot be”, “nobody else has complained”."),
            N_("Looking at a screen, explaining or looking for the culprit while they speak."),
        ),
    ),
    "apologise": Guide(
        (
            N_("Apologise at once for the trouble they had, whoever caused it."),
            N_("Say your name and that you will see it through yourself."),
            N_("Say when they will hear from you next, and keep to it."),
        ),
        Label(
            "I am sorry this stopped your line. My name is {who}, and I stay on it until it is solved.",
            "给您添麻烦了，真对不起，害得您停了线。我叫{who}，这件事我负责到底。",
        ),
        (
            N_("“I am sorry, but …”: what follows takes the apology back."),
            N_("An apology with nothing after it: step 3 follows today."),
        ),
    ),
    "restate": Guide(
        (
            N_("Say the problem again in one or two sentences: fact, consequence, what they want."),
            N_("Ask whether that is it, and correct it until they say yes."),
            N_("Write down exactly the wording they agreed to."),
        ),
        Label(
            "Let me check: both lots tear, and you need film that runs, not more rolls. Is that right?",
            "我重复一下，您看对不对：两批膜都断，您要的是能稳定上机的膜，不是多给几卷。是这样吗？",
        ),
        (
            N_("Your own trade words, or a milder version of what they said."),
            N_("Going on while they still say “not quite”."),
        ),
    ),
    "empathise": Guide(
        (
            N_("Name what it meant for them: lost time, money, face with their own customer."),
            N_("Show that you would feel the same in their place."),
            N_("Speak slower and lower than they do; calm is catching."),
        ),
        Label(
            "Two hours without the line and a night shift to catch up: I would be angry too.",
            "停线两个小时，还要夜班补产，换了是我也会着急。",
        ),
        (
            N_("“Calm down”, “it is not that bad”."),
            N_("Empty phrases such as “I understand your feelings” with nothing of their case in them."),
        ),
    ),
    "compensate": Guide(
        (
            N_("Ask what would put it right before you offer anything."),
            N_("Promise what is in your power, with an amount and a day, a little later than you expect to need."),
            N_("Act first, look for the cause afterwards, and note the day it arrived."),
        ),
        Label(
            "We replace all 24 rolls by Tuesday, and our technician is there when they go on. Does that put it right?",
            "整批 24 卷周二前全部换新，上机时技术员到场。您看这样行吗？",
        ),
        (
            N_("Promising what others have not agreed to, or a day you cannot keep."),
            N_("“Company rules do not allow it” without another offer."),
        ),
    ),
    "confirm": Guide(
        (
            N_("Call when they have used what they were given, and ask for a level: dissatisfied, basically, highly."),
            N_("Let them say it in their own words and write that down."),
            N_("Thank them and tell them what you change so that it does not happen again."),
        ),
        Label(
            "The new film has run for two days. Are you content with how we settled it? What could be better?",
            "新膜用了两天了，这件事的处理您满意吗？还有哪里我们可以做得更好？",
        ),
        (
            N_("“So everything is fine now, isn’t it?”: that answers itself."),
            N_("Taking silence for consent. A dissatisfied customer is no failure here: a new round begins."),
        ),
    ),
}
