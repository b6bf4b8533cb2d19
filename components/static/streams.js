/* Plays streams for whoever asks for one; until then nothing is loaded from elsewhere. */

{
  const TWITCH = "player.twitch.tv";
  const SITES = new Set([TWITCH, "www.youtube-nocookie.com"]);

  const button = (label, name, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet";
    made.textContent = label;
    made.setAttribute("aria-label", `${label}: ${name}`);
    made.addEventListener("click", action);
    return made;
  };

  function enlarge(stage, stream) {
    for (const each of stage.children) each.classList.toggle("stream--large", each === stream);
  }

  function close(stage, stream) {
    const was = stream.classList.contains("stream--large");
    stream.remove();
    if (was && stage.firstElementChild) enlarge(stage, stage.firstElementChild);
  }

  function play(stage, { player, name }) {
    const known = [...stage.children].find((each) => each.dataset.of === player);
    if (known) {
      enlarge(stage, known);
      return;
    }
    const address = new URL(player);
    if (!SITES.has(address.hostname)) return;
    if (address.hostname === TWITCH) address.searchParams.set("parent", location.hostname);
    if (stage.children.length && address.hostname === TWITCH) address.searchParams.set("muted", "true");
    const stream = document.createElement("figure");
    stream.className = "stream";
    stream.dataset.of = player;
    const frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = `Stream of ${name}`;
    frame.allow = "autoplay; fullscreen";
    frame.referrerPolicy = "strict-origin";
    const caption = document.createElement("figcaption");
    caption.append(
      name,
      button("Enlarge", name, () => enlarge(stage, stream)),
      button("Close", name, () => close(stage, stream)),
    );
    stream.append(frame, caption);
    stage.append(stream);
    enlarge(stage, stream);
    stage.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-player]");
    const stage = document.querySelector("[data-stage]");
    if (asked && stage) play(stage, asked.dataset);
  });
}
