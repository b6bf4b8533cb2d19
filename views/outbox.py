"""How pages are told what changed, at no cost while nothing does."""

import asyncio
from typing import Any

from nicegui import Client, app, core
from nicegui import client as page_framework
from nicegui.dependencies import JsComponent
from nicegui.element import Element
from nicegui.outbox import Message, Outbox


class QuietOutbox(Outbox):
    """Wakes when there is something to say and when a browser connects; the framework's own looks every second."""

    async def loop(self) -> None:
        self._enqueue_event = asyncio.Event()
        self.wake()
        while True:
            await self._enqueue_event.wait()
            self._enqueue_event.clear()
            if self._should_stop:
                return
            if not self.client.has_socket_connection:
                continue
            for message in self._taken():
                try:
                    await self._emit(message)
                except Exception as error:  # noqa: BLE001  # as the framework does: one message stops no other
                    core.app.handle_exception(error)

    def wake(self) -> None:
        self._set_enqueue_event()

    def _taken(self) -> list[Message]:
        """Take out everything that there is to say, in the order in which a browser needs it."""
        client_id = self.client.id
        taken: list[Message] = []
        updates = dict(self.updates)
        self.updates.clear()
        if updates:
            told = {
                key: element._to_dict() if isinstance(element, Element) else None for key, element in updates.items()
            }
            taken += [(client_id, "load_js_components", each) for each in self._components_of(updates)]
            taken.append((client_id, "update", told))
        taken += self.messages
        self.messages.clear()
        return taken

    def _components_of(self, updates: dict[int, Any]) -> list[dict[str, Any]]:
        """Return what the browser must have before it can draw the elements, where it hasn't got it."""
        needed = {
            element.component.name: element.component
            for element in updates.values()
            if isinstance(element, Element) and isinstance(element.component, JsComponent)
        }
        missing = [component for name, component in needed.items() if name not in self._loaded_components]
        self._loaded_components.update(component.name for component in missing)
        return [{"components": [{"key": each.key, "tag": each.tag} for each in missing]}] if missing else []


def quiet_outboxes() -> None:
    """Give every page an outbox of ours; done twice it changes nothing."""
    vars(page_framework)["Outbox"] = QuietOutbox

    def wake(client: Client) -> None:
        assert isinstance(client.outbox, QuietOutbox)  # noqa: S101  # the line above sees to it
        client.outbox.wake()

    app.on_connect(wake)
