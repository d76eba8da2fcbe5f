"""One family of errors. A message says what is wrong, where, and what to do; web and command line each map it once."""

from __future__ import annotations


class FlashcardsError(Exception):
    """Base of everything a user may be told. `code` names the class; `status` is for HTTP, `exit_status` for a command."""

    code = "ERROR"
    status = 500
    exit_status = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(FlashcardsError):
    """What was sent cannot be meant."""

    code, status = "BAD_INPUT", 422


class WrongField(BadInput):
    """A field says what cannot be meant or stored. field: its name, in the form or in the draft that was sent."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class UnreadableFile(FlashcardsError):
    """A file is not the text, picture or database it claims to be."""

    code, status = "UNREADABLE_FILE", 422


class UnsafeArchive(FlashcardsError):
    """An archive holds paths that leave it, or unpacks to too much."""

    code, status = "UNSAFE_ARCHIVE", 422


class TooNew(FlashcardsError):
    """The data was written by a newer version."""

    code, status, exit_status = "TOO_NEW", 422, 3


class TooLarge(FlashcardsError):
    """More than the limits allow."""

    code, status = "TOO_LARGE", 413


class NotFound(FlashcardsError):
    """There is no such thing, or no longer."""

    code, status = "NOT_FOUND", 404


class CrossSite(FlashcardsError):
    """Another site's page tried to write."""

    code, status = "CROSS_SITE", 403


class BadHost(FlashcardsError):
    """The request names a host that is not this machine."""

    code, status = "BAD_HOST", 400


class Stale(FlashcardsError):
    """What was shown has changed since."""

    code, status = "STALE", 409


class WentOn(Stale):
    """A take is not where it was shown."""

    def __init__(self) -> None:
        super().__init__("This take went on since it was shown, in another tab perhaps. Here it is as it is now.")


class Busy(FlashcardsError):
    """Another process is writing; trying again soon will do."""

    code, status = "BUSY", 503


class DiskFull(FlashcardsError):
    """Nothing could be written; nothing was lost."""

    code, status = "DISK_FULL", 507


class ReadOnly(FlashcardsError):
    """The data folder cannot be written to."""

    code, status = "READ_ONLY", 503


class Damaged(FlashcardsError):
    """The database fails its own checks, or differs from its log."""

    code, status, exit_status = "DAMAGED", 503, 3


class FitFailed(FlashcardsError):
    """The optimiser gave no answer; nothing was changed."""

    code, status = "FIT_FAILED", 500


class Config(FlashcardsError):
    """A setting or an option of a command is wrong."""

    code, status, exit_status = "CONFIG", 422, 2
