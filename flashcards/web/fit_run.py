"""The fit that is under way, or waits to be taken: one at a time, and kept while the learner goes elsewhere."""

from __future__ import annotations

import logging
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from flashcards.core.errors import FitFailed, FlashcardsError, Stale
from flashcards.optimising.child import Child, start, stop
from flashcards.services.fitting import Fit, Scope, fit
from flashcards.storage.database import connect, named


@dataclass(slots=True)
class Run:
    """number: tells it from others. step: how far it came. It is over once it has a fit or an error."""

    number: int
    scope: Scope
    child: Child
    step: int = 0
    fit: Fit | None = None
    error: FlashcardsError | None = None

    @property
    def is_running(self) -> bool:
        return self.fit is None and self.error is None


@dataclass(slots=True)
class Fits:
    """What a server keeps of fits. Whoever changes `run` holds the lock."""

    run: Run | None = None
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def begin_run(fits: Fits, database: Path, scope: Scope) -> Run:
    """Start a child, and a thread that waits for it. Raises Stale while another one runs."""
    with fits.lock:
        if fits.run and fits.run.is_running:
            raise Stale("A fit is running already. Wait until it is done, or stop it.")
        fits.count += 1
        fits.run = run = Run(fits.count, scope, start())
    threading.Thread(target=_work, args=(run, database), daemon=True).start()
    return run


def end_run(fits: Fits) -> None:
    """Stop the fit, or forget what came out."""
    with fits.lock:
        run, fits.run = fits.run, None
    if run:
        stop(run.child)


def _work(run: Run, database: Path) -> None:
    try:
        with closing(connect(database)) as db:  # it wrote nothing, and the server's own stays open: nothing to checkpoint
            run.fit = fit(db, run.scope, run.child, lambda step: setattr(run, "step", step))
    except FlashcardsError as error:
        run.error = error
    except sqlite3.Error as error:
        run.error = named(error, database)
    except Exception:
        logging.getLogger(__name__).exception("the fit of %s", run.scope.label)
        run.error = FitFailed("Something went wrong that should not have. Nothing was changed; the server's output says more.")
    finally:
        stop(run.child)
