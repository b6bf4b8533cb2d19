"""Moving in from SahasrahBot, for site administrators: the dump, the plan as a form, a dry run, and the import."""

import asyncio
from io import BytesIO

from application.domain.errors import AlreadyTaken, DomainError
from application.domain.operations.importing.plan import SKIPPED, ImportPlan, read_plan
from application.domain.operations.importing.plan_text import guild_names, plan_of, tournaments_in
from application.domain.operations.importing.report import ImportReport, as_text
from application.domain.words import counted
from application.dump_file import Dump, read_dump
from components import notices
from components.action import notify_refusal, on_click
from components.form import Choice, Form, Values, text_of
from components.live_refresh import Fragment, Section
from components.long_text import LongTextForm, file_in
from components.markup import Button, element, section, test_id, text
from views.frame import NavLink, frame, heading
from views.operations.imports import put_imports
from views.page_request import PageRequest

_FIELD = "dump"
_LARGEST = 24 * 1024 * 1024
_LARGEST_UNPACKED = 20 * _LARGEST
_TOO_LARGE = "The dump may have at most 24 MiB. Pack it with gzip, or import it on the command line."


async def show_moving_in(request: PageRequest) -> None:
    await request.container.identity.demand_site_administrator(request.actor)
    before = await request.container.imports.list_imports()
    move = _Move(request)
    with frame(request, "Import from SahasrahBot"):
        heading("Import from SahasrahBot", crumbs=(NavLink("Organizations", "/organizations"),))
        move.lay_out()
        if before:
            put_imports(before)


class _Move:
    """One dump on its way; it is in memory until the page is left."""

    def __init__(self, request: PageRequest) -> None:
        self._request = request
        self._organizations: tuple[Choice, ...] = ()

    def lay_out(self) -> None:
        with section("Dump", key="dump"):
            text(
                "Stop SahasrahBot, then make the dump with mysqldump --single-transaction "
                "--default-character-set=utf8mb4. Nothing is saved before you import.",
                "soft",
            )
            with LongTextForm(draft=_FIELD, field=_FIELD, send=self._read) as form:
                form.file(
                    "File",
                    hint="A .sql or .sql.gz file of at most 24 MiB.",
                    largest=_LARGEST,
                    too_large=_TOO_LARGE,
                    kinds=".sql,.gz",
                )
                form.end("Read dump", icon="upload")
        self._plan, self._progress, self._outcome = Section(self._draw_plan), Fragment(_line), Section(self._draw)

    async def _read(self, values: Values) -> None:
        await self._request.container.identity.demand_site_administrator(self._request.actor)
        dump = await asyncio.to_thread(
            read_dump, BytesIO(file_in(values, _FIELD)), "you chose", largest=_LARGEST_UNPACKED
        )
        every = await self._request.container.organizations.list_every_organization()
        self._organizations = tuple(Choice(each.slug, each.name) for each in every if each.is_active)
        self._outcome.show(None)
        self._plan.show(dump)

    def _draw_plan(self, dump: Dump) -> None:
        async def try_out(values: Values) -> None:
            plan = read_plan(
                _plan_in(values, dump),
                with_test_users=values.get("with_test_users") is True,
                use_nicknames=values.get("use_nicknames") is True,
                asks_speedgaming=values.get("asks_speedgaming") is True,
            )
            await self._request.container.identity.demand_site_administrator(self._request.actor)
            report = await self._request.container.imports.preview_import(dump, plan, say=self._progress.show)
            self._progress.show("")
            self._outcome.show((dump, plan, report))

        choices = (Choice("", "Choose"), *self._organizations, Choice(SKIPPED, "Leave out"))
        with section("Plan", key="plan"), Form(draft="plan", send=try_out) as form:
            form.text("zone", "Time zone of the machine that SahasrahBot ran on", hint="For example America/New_York.")
            for guild, names in guild_names(dump.source).items():
                form.select(f"guild-{guild}", f"Discord server with {names}", choices)
            form.lines("plan", "Decisions", value=tournaments_in(dump.source), hint="Each by SahasrahBot's own ids.")
            form.check("with_test_users", "Import SahasrahBot's test users, too")
            form.check("use_nicknames", "Take missing names and racetime.gg accounts from its older table of nicknames")
            form.check("asks_speedgaming", "Ask SpeedGaming when live races take place that are still to come")
            form.end("Dry run", icon="eye")

    def _draw(self, tried: tuple[Dump, ImportPlan, ImportReport] | None) -> None:
        if tried is None:
            return
        dump, plan, report = tried
        with section("What was done" if report.is_written else "What the import would do", key="report"):
            test_id(text(as_text(report), "prose", "pre"), "report").props["tabindex"] = 0
            if not report.is_written:
                button = test_id(Button("Import", icon="plus", style="primary"), "import")
                on_click(button, lambda: self._import(dump, plan), show_refusal=self._refuse)
                self._way_over: Section[str] = Section(lambda sentence: self._draw_way_over(sentence, dump, plan))

    def _refuse(self, refusal: DomainError) -> None:
        self._progress.show("")
        if isinstance(refusal, AlreadyTaken):
            self._way_over.show(refusal.message)
        else:
            notify_refusal(refusal)

    def _draw_way_over(self, sentence: str, dump: Dump, plan: ImportPlan) -> None:
        with test_id(element("callout callout--warn"), "other-import"):
            text(sentence)
            button = test_id(Button("Take over", style="danger"), "take-over")
            on_click(button, lambda: self._import(dump, plan, takes_over=True), show_refusal=self._refuse)

    async def _import(self, dump: Dump, plan: ImportPlan, *, takes_over: bool = False) -> None:
        await self._request.container.identity.demand_site_administrator(self._request.actor)
        imports, actor = self._request.container.imports, self._request.actor
        report = await imports.import_dump(dump, plan, say=self._progress.show, takes_over=takes_over, by=actor)
        self._progress.show("")
        self._outcome.show((dump, plan, report))
        done = sum(not each.is_stopped for organization in report.organizations for each in organization.tournaments)
        notices.tell(f"{counted(done, 'tournament')} imported or up to date.")


def _plan_in(values: Values, dump: Dump) -> str:
    guilds = {guild: text_of(values, f"guild-{guild}") for guild in dump.source.guilds}
    return plan_of(text_of(values, "zone"), guilds, str(values.get("plan", "")))


def _line(progress: str) -> None:
    if progress:
        with test_id(element("callout"), "progress"):
            text(progress, "soft")
