"use strict";
(() => {
  const copied = document.body.dataset.copied;

  function showCopyButtons(within) {
    for (const button of within.querySelectorAll("button[data-copy]")) button.hidden = false;
  }

  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button || button.classList.contains("done")) return;
    await toClipboard(button.dataset.copy);
    const label = button.textContent;
    button.textContent = copied;
    button.classList.add("done");
    setTimeout(() => {
      button.textContent = label;
      button.classList.remove("done");
    }, 1500);
  });

  function toNewest() {
    const thread = document.querySelector(".thread");
    if (thread) thread.scrollTop = thread.scrollHeight;
  }

  /* Fetches this page again and puts the live parts in place of the old ones; what is new comes in with a movement. */
  async function refresh() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${old.dataset.live}"]`);
      if (!fresh || fresh.innerHTML === old.dataset.shown) continue;
      const known = new Set([...old.querySelectorAll("[data-number]")].map((each) => each.dataset.number));
      const open = new Set([...old.querySelectorAll("details[open]")].map((each) => each.dataset.number));
      old.dataset.shown = fresh.innerHTML;
      old.replaceChildren(...fresh.childNodes);
      for (const each of old.querySelectorAll("[data-number]")) {
        if (!known.has(each.dataset.number)) each.classList.add("fresh");
        else if (each.tagName === "DETAILS") each.open = open.has(each.dataset.number);
      }
      showCopyButtons(old);
    }
    toNewest();
  }

  function countDown() {
    for (const left of document.querySelectorAll("[data-left]")) {
      const seconds = Number(left.dataset.left) - 1;
      if (seconds <= 0) return void location.replace("/faults" + location.search);
      left.dataset.left = seconds;
      left.textContent = left.dataset.words.replace("{0}", seconds);
    }
  }

  showCopyButtons(document);
  toNewest();
  const phone = document.querySelector("[data-events]");
  if (phone) new EventSource(phone.dataset.events).addEventListener("changed", refresh);
  if (document.querySelector("[data-left]")) setInterval(countDown, 1000);
})();
