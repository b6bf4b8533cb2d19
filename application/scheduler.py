"""A few fixed interval jobs; which race is due is a query, so no job is ever stored for a race."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from application.services.task_scheduler_service import TaskSchedulerService


class Scheduler:
    """Runs the jobs from `start` to `stop`. Lock and release come within two seconds of their time."""

    def __init__(self, tasks: TaskSchedulerService) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for job, seconds in (
            (tasks.lock_due_races, 1),
            (tasks.release_due_seeds, 1),
            (tasks.open_due_rooms, 2),
            (tasks.poll_due_rooms, 3),
            (tasks.spread_notifications, 2),
            (tasks.send_reminders, 15),
            (tasks.report_overdue_messages, 60),
            (tasks.time_out_runs, 5),
            (tasks.warn_late_starters, 5),
        ):
            self._scheduler.add_job(job, "interval", seconds=seconds, id=job.__name__)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """End the jobs; one that is under way is cancelled, and what it had claimed is taken up later."""
        self._scheduler.shutdown(wait=False)

    @property
    def is_running(self) -> bool:
        return bool(self._scheduler.running)
