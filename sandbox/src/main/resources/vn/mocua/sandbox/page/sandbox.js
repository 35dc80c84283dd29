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

  /* Makes the children of one list those of another; what both have stays untouched, with its focus and its state. */
  function become(old, fresh) {
    const key = (node) => node.dataset.number ?? node.outerHTML;
    const known = new Map([...old.children].map((node) => [key(node), node]));
    let at = old.firstElementChild;
    for (const node of [...fresh.children]) {
      const kept = known.get(key(node));
      if (kept && kept === at) {
        at = at.nextElementSibling;
      } else {
        const coming = kept ?? node;
        if (!kept && node.dataset.number) node.classList.add("fresh");
        showCopyButtons(node);
        old.insertBefore(coming, at);
      }
    }
    while (at) {
      const next = at.nextElementSibling;
      at.remove();
      at = next;
    }
  }

  async function refresh() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${old.dataset.live}"]`);
      if (fresh) become(old, fresh);
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
