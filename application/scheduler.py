"""A few fixed interval jobs; which race is due is a query, so no job is ever stored for a race."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic

from apscheduler.events import EVENT_JOB_SUBMITTED, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from application.domain.clock import SystemClock
from application.meters import Meters
from application.services.operations.task_scheduler_service import TaskSchedulerService

Job = Callable[[], Awaitable[object]]

_SILENT_SECONDS = 60.0
_MOST_THAT_ASK = 200
"""Of a job that asks services which admins name: one of them may hang, and what is due meanwhile can't wait for it.
What one has claimed no other takes up."""


class Scheduler:
    """Runs the jobs from `start` to `stop`. Lock and release come within two seconds of their time.

    `pace` divides the real time between the jobs, for whoever moves the clock faster than that. `gather_statistics`
    is the database's.
    """

    def __init__(
        self,
        tasks: TaskSchedulerService,
        *,
        meters: Meters,
        gather_statistics: Callable[[], Awaitable[object]],
        pace: float = 1,
    ) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        asking = (tasks.make_due_seeds, tasks.stock_pools)
        for job, seconds in (*jobs_of(tasks), (gather_statistics, 60)):
            self._scheduler.add_job(
                self._run,
                "interval",
                args=[job],
                seconds=seconds / pace,
                id=job.__name__,
                max_instances=_MOST_THAT_ASK if job in asking else 1,
            )
        self._meters = meters
        self._scheduler.add_listener(self._note_lateness, EVENT_JOB_SUBMITTED)
        self._under_way: set[asyncio.Task[object]] = set()
        self._is_stopping = False
        self._beat = monotonic()

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self, *, patience: float) -> None:
        """End the jobs: none begins any more, and those that are under way have so many seconds to finish.

        What one had claimed that is cut short then is taken up later.
        """
        self._is_stopping = True
        self._scheduler.pause()
        await asyncio.sleep(0)  # what was due at this very moment begins, and sees that it is not wanted
        under_way = tuple(self._under_way)
        if under_way:
            await asyncio.wait(under_way, timeout=patience)
        for job in under_way:
            job.cancel()
        await asyncio.gather(*under_way)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # APScheduler shuts down at the loop's next turn

    @property
    def is_alive(self) -> bool:
        """Whether a job was done lately; several are due every second or two."""
        return monotonic() - self._beat < _SILENT_SECONDS

    @property
    def is_running(self) -> bool:
        return bool(self._scheduler.running)

    def _note_lateness(self, submitted: JobSubmissionEvent) -> None:
        late = (SystemClock().now() - submitted.scheduled_run_times[0]).total_seconds()
        self._meters.job_began(str(submitted.job_id), late)

    async def _run(self, work: Callable[[], Awaitable[object]]) -> None:
        """Do a job; APScheduler would log its being cut short by `stop` as an error."""
        job = asyncio.current_task()
        if self._is_stopping or job is None:
            return
        self._under_way.add(job)
        try:
            with self._meters.job(work.__name__):
                await work()
            self._beat = monotonic()
        except asyncio.CancelledError:
            if not self._is_stopping:
                raise
        finally:
            self._under_way.discard(job)


def jobs_of(tasks: TaskSchedulerService) -> Sequence[tuple[Job, float]]:
    """Return what is done again and again, and how many seconds lie between."""
    return (
        (tasks.lock_due_races, 1),
        (tasks.make_due_seeds, 1),
        (tasks.stock_pools, 5),
        (tasks.release_due_seeds, 1),
        (tasks.call_to_due_starts, 2),
        (tasks.open_due_rooms, 2),
        (tasks.poll_due_rooms, 3),
        (tasks.show_due_results, 3),
        (tasks.fan_out_messages, 2),
        (tasks.send_reminders, 15),
        (tasks.report_overdue_messages, 60),
        (tasks.check_waiting_entrants, 10),
        (tasks.warn_of_low_entrants, 10),
        (tasks.refresh_alerts, 10),
        (tasks.give_sign_of_life, 10),
        (tasks.check_due_goals, 60),
        (tasks.read_due_schedules, 30),
        (tasks.time_out_runs, 5),
        (tasks.warn_late_starters, 5),
        (tasks.go_on_rescoring, 5),
        (tasks.forget_settled, 600),
    )
