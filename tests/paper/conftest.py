"""What tests of paper share."""

from __future__ import annotations

import pytest

from crmdesk.core.words import Words
from crmdesk.paper.printing import Typesetter
from tests.paper import printed


@pytest.fixture(scope="session")
def typesetter(words_zh: Words) -> Typesetter:
    return printed.typesetter(words_zh)
