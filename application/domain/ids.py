"""Identifiers as distinct types, so that a pool's id can't be handed where a tournament's is meant."""

from typing import NewType

OrganizationId = NewType("OrganizationId", int)
UserId = NewType("UserId", int)
TournamentId = NewType("TournamentId", int)
PoolId = NewType("PoolId", int)
PermalinkId = NewType("PermalinkId", int)
RunId = NewType("RunId", int)
LiveRaceId = NewType("LiveRaceId", int)
RoomId = NewType("RoomId", int)
ProfileId = NewType("ProfileId", int)
RacetimeBotId = NewType("RacetimeBotId", int)
UnmatchedEntrantId = NewType("UnmatchedEntrantId", int)
CorrectionId = NewType("CorrectionId", int)
AlertId = NewType("AlertId", int)
MessageId = NewType("MessageId", int)
ApiTokenId = NewType("ApiTokenId", int)
NotificationId = NewType("NotificationId", int)
NoticeId = NewType("NoticeId", int)
InviteId = NewType("InviteId", int)
ReviewEntryId = NewType("ReviewEntryId", int)
SessionId = NewType("SessionId", int)
