"""Kinds of values in addresses, of pages, files and the API: each so bounded that the database can look for it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from application.domain.ids import LARGEST_ID
from application.domain.text import clean_text

RowId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Name = Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]
"""A step of a path that is no number: an organization's short name, the key of a private address."""
Words = Annotated[str, Field(max_length=2000), AfterValidator(clean_text)]
"""What a query says: words to look for, a choice, the place where a list goes on."""
