"""How the rehearsal's pages look and keep themselves current."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6577; --paper: #f4f5f8; --card: #fff;
  --line: #dfe3ea; --accent: #2f6f4f; --warn: #8a4b00; --warn-paper: #fff1d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf2; --soft: #9aa5b8; --paper: #12161d;
  --card: #1b212b; --line: #2d3643; --accent: #6cc596; --warn: #ffd28a; --warn-paper: #3a2a10; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.banner { background: var(--warn-paper); color: var(--warn); text-align: center; padding: .5rem 1rem;
  font-weight: 600; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; display: grid; gap: 1rem; }
h1 { font-size: 1.35rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
a { color: var(--accent); }
section, details, article { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1rem; }
.soft { color: var(--soft); } .pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.status { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
.badge { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .7rem; font-weight: 600; }
.clock { font-variant-numeric: tabular-nums; font-size: 1.5rem; font-weight: 700; }
ul.plain { list-style: none; margin: 0; padding: 0; }
.entrants li { display: grid; grid-template-columns: 3rem 1fr auto; gap: .5rem; padding: .45rem 0;
  border-top: 1px solid var(--line); } .entrants li:first-child { border-top: 0; }
.entrants .name { overflow-wrap: anywhere; } .time { font-variant-numeric: tabular-nums; }
.log { max-height: 22rem; overflow-y: auto; } .log li { padding: .15rem 0; overflow-wrap: anywhere; }
.log .system { color: var(--soft); font-style: italic; } .log .private { color: var(--warn); }
.log time { color: var(--soft); font-size: .8rem; margin-right: .4rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; } label { display: grid; gap: .2rem; }
label, select, input { flex: 1 1 11rem; min-width: 0; max-width: 100%; } .whole { flex: 1 0 100%; }
.choice { display: flex; flex-wrap: nowrap; gap: .6rem; align-items: center; }
.choice input { flex: none; width: 1.1rem; height: 1.1rem; min-height: 0; margin: 0; }
select, input, button { font: inherit; padding: .5rem .7rem; border-radius: .5rem; min-height: 2.75rem;
  border: 1px solid var(--line); background: var(--card); color: inherit; }
button { border-color: var(--accent); color: var(--accent); font-weight: 600; cursor: pointer; }
.refusal { border: 1px solid; border-radius: .5rem; padding: .5rem .7rem; color: var(--warn); }
summary { cursor: pointer; font-weight: 600; } details form { margin-top: .75rem; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .5rem; }
.people button { overflow-wrap: anywhere; }
"""

ROOM_SCRIPT = """
(() => {
  const body = document.body, slug = body.dataset.slug, room = body.dataset.room;
  const log = document.getElementById('log');
  let version = -1, lastMessage = log.lastElementChild ? log.lastElementChild.dataset.id : null, skew = 0;
  const show = (kind, when, text, id) => {
    if (id && log.querySelector('[data-id="' + CSS.escape(id) + '"]')) return;
    const line = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date(when).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
    line.className = kind; line.dataset.id = id || '';
    line.append(time, text); log.append(line); log.scrollTop = log.scrollHeight;
    if (id) lastMessage = id;
  };
  const showMessage = m => show(m.is_system ? 'system' : 'said', m.posted_at,
    (m.user ? m.user.name + ': ' : m.bot ? m.bot + ': ' : '') + m.message_plain, m.id);
  const showPrivate = async id => {
    const answer = await fetch('/rehearsal/' + room + '/dm/' + encodeURIComponent(id));
    if (answer.ok) { const dm = await answer.json(); show('private', dm.posted_at, dm.text, id); }
  };
  const onFrame = frame => {
    skew = new Date(frame.date) - Date.now();
    if (frame.type === 'race.renders' && frame.version >= version) {
      version = frame.version;
      for (const [part, html] of Object.entries(frame.renders)) {
        const place = document.getElementById('part-' + part);
        if (place) place.innerHTML = html;
      }
      tick();
    } else if (frame.type === 'chat.message') showMessage(frame.message);
    else if (frame.type === 'chat.history') frame.messages.forEach(showMessage);
    else if (frame.type === 'chat.dm') showPrivate(frame.message);
    else if (frame.type === 'chat.delete') {
      const line = log.querySelector('[data-id="' + CSS.escape(frame.delete.id) + '"]');
      if (line) line.remove();
    }
  };
  const connect = () => {
    const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
    const socket = new WebSocket(scheme + location.host + '/ws/race/' + slug);
    socket.onopen = () => socket.send(JSON.stringify(
      {action: 'gethistory', data: lastMessage ? {last_message: lastMessage} : {}}));
    socket.onmessage = event => onFrame(JSON.parse(event.data));
    socket.onclose = () => setTimeout(connect, 2000);
  };
  const tick = () => {
    const clock = document.querySelector('.clock[data-since]');
    if (!clock) return;
    const total = Math.floor((Date.now() + skew - new Date(clock.dataset.since)) / 1000);
    const away = Math.abs(total), two = n => String(n).padStart(2, '0');
    clock.textContent = (total < 0 ? '-' : '') + Math.floor(away / 3600) + ':' +
      two(Math.floor(away / 60) % 60) + ':' + two(away % 60);
  };
  setInterval(tick, 250);
  tick();
  log.scrollTop = log.scrollHeight;
  connect();
})();
"""
