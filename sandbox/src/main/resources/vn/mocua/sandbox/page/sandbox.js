"use strict";
(() => {
  const copied = document.body.dataset.copied;

  function showCopyButtons(within) {
    for (const button of within.querySelectorAll("button[data-copy]")) button.hidden = false;
  }

  function showPads(within) {
    for (const pad of within.querySelectorAll(".pad")) pad.hidden = false;
  }

  /** Keys of a drawn phone type into its field; real keys do as well. */
  document.addEventListener("click", (event) => {
    const key = event.target.closest("button[data-key]");
    if (!key) return;
    const pin = key.form.elements.pin;
    const typed = pin.value;
    pin.value = key.dataset.key === "back" ? typed.slice(0, -1) : (typed + key.dataset.key).slice(0, pin.maxLength);
  });

  /** A prompt that has just come is what its owner looks at. */
  function lookAtPrompt() {
    const pin = document.querySelector(".takeover input[name=pin]");
    if (pin && (document.activeElement === document.body || document.activeElement === null)) {
      pin.focus({ preventScroll: true });
    }
  }

  function runOut() {
    for (const left of document.querySelectorAll("[data-until]")) {
      left.dataset.until = Math.max(0, Number(left.dataset.until) - 1);
      left.textContent = left.dataset.words.replace("{0}", left.dataset.until);
    }
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
        showPads(node);
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
    lookAtPrompt();
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
  showPads(document);
  toNewest();
  lookAtPrompt();
  setInterval(runOut, 1000);
  const phone = document.querySelector("[data-events]");
  if (phone) new EventSource(phone.dataset.events).addEventListener("changed", refresh);
  if (document.querySelector("[data-left]")) setInterval(countDown, 1000);
})();
