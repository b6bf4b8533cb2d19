"""How Discord says no: an HTTP status, a code of its own and a message."""


class Refused(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    @property
    def body(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message}


def unknown(what: str) -> Refused:
    codes = {
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "Role": 10011,
        "User": 10013,
        "Webhook": 10015,
        "Interaction": 10062,
        "Guild Scheduled Event": 10070,
    }
    return Refused(404, codes[what], f"Unknown {what}")


def missing_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


def no_direct_messages() -> Refused:
    return Refused(403, 50007, "Cannot send messages to this user")


def thread_is_archived() -> Refused:
    return Refused(400, 50083, "Thread is archived")


def bad_form(detail: str) -> Refused:
    return Refused(400, 50035, f"Invalid Form Body: {detail}")
