"""People of one name on lists to choose from."""

from collections.abc import Mapping

from application.domain.ids import UserId
from application.domain.people.namesakes import marks_of, shared_names
from application.repositories import Repositories


async def marks_among(reading: Repositories, names: Mapping[UserId, str]) -> dict[UserId, str]:
    """Return what tells those of these people apart who share a name; asks the database only where some do."""
    sharing = shared_names(names)
    if not sharing:
        return {}
    accounts = await reading.people.accounts_of(sharing)
    return marks_of(names, {user_id: account.name for user_id, account in accounts.items()})


async def marks_in(reading: Repositories, names: Mapping[UserId, str]) -> dict[UserId, str]:
    """Return what tells these people from every member of the same name, whether that one is on the list or not."""
    known = {**await reading.members.list_named(names.values()), **names}
    return {user_id: mark for user_id, mark in (await marks_among(reading, known)).items() if user_id in names}
