// Makes pages that work without script a little kinder. Nothing here decides anything.
(() => {
  'use strict';
  const all = (selector, use) => document.querySelectorAll(selector).forEach(use);
  const since = start => (Date.now() - start) / 1000;

  // A page that answered a form is asked for again by reload and back, not the form sent again. Where the page itself
  // holds what was sent, it stays as it is.
  if (!document.querySelector('form.once-more')) history.replaceState(null, '', location.href);

  // What needs fixing is read first; its links lead into the fields.
  const errors = document.querySelector('.errors');
  if (errors) errors.focus();
  all('.errors a', link => link.addEventListener('click', event => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest('.field') || field).scrollIntoView({ block: 'start' });
  }));

  // Passwords: show, rules ticked off, strength in words.
  all('.show', button => {
    const input = document.getElementById(button.getAttribute('aria-controls'));
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = input.type === 'password';
      input.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', shown);
      button.firstElementChild.textContent = shown ? button.dataset.hide : button.dataset.show;
    });
    button.form.addEventListener('submit', () => { input.type = 'password'; });
  });
  const RULES = {
    length: text => [...text].length >= 8,
    lower: text => /\p{Ll}/u.test(text),
    upper: text => /\p{Lu}/u.test(text),
    digit: text => /\p{Nd}/u.test(text),
    special: text => /[^\p{L}\p{M}\p{N}]/u.test(text),
  };
  all('.rules', rules => {
    const input = document.getElementById(rules.dataset.for);
    const strength = rules.querySelector('.strength');
    const said = strength.querySelector('[role=status]');
    const words = said.dataset.strengths.split('|');
    let later;
    rules.hidden = false;
    const look = () => {
      const text = input.value.normalize('NFC');
      let met = 0;
      rules.querySelectorAll('li').forEach(item => {
        const is = RULES[item.dataset.rule](text);
        met += is;
        item.classList.toggle('met', is);
        let note = item.querySelector('.unseen');
        if (!note) item.insertBefore(note = Object.assign(document.createElement('span'), { className: 'unseen' }), item.lastElementChild);
        note.textContent = is ? rules.dataset.met + ' ' : '';
      });
      const worth = new Set(text).size + [...text].length / 2;
      const step = !text ? -1 : met < 5 || worth < 12 ? 0 : worth < 16 ? 1 : worth < 22 ? 2 : 3;
      strength.classList.toggle('weak', step < 1);
      strength.querySelectorAll('i').forEach((bar, at) => bar.classList.toggle('on', at <= step));
      clearTimeout(later);
      later = setTimeout(() => { said.textContent = step < 0 ? '' : words[step]; }, 400);
    };
    input.addEventListener('input', look);
    look();
  });

  // Codes: what is pasted may hold blanks.
  all('.code input', input => input.addEventListener('input', () => {
    const digits = input.value.replace(/\D/g, '').slice(0, 6);
    if (digits !== input.value) input.value = digits;
  }));

  // Time left, said aloud once a minute.
  const span = (seconds, words) => {
    const minutes = Math.floor(seconds / 60);
    return (minutes ? minutes + ' ' + words.minute + ' ' : '') + seconds % 60 + ' ' + words.second;
  };
  const everySecond = tick => {
    const start = Date.now();
    const next = () => {
      if (tick(since(start))) setTimeout(next, 1000 - since(start) % 1 * 1000 + 5);
    };
    next();
  };
  all('.timer', timer => {
    const words = timer.dataset;
    const [shown, aloud] = timer.querySelectorAll('span');
    everySecond(gone => {
      const left = Math.max(0, Math.ceil(words.left - gone));
      const text = left ? words.words + ' ' + span(left, words) : words.over;
      shown.textContent = text;
      timer.classList.toggle('over', !left);
      if (left % 60 === 0) aloud.textContent = text;
      return left;
    });
  });
  all('[data-wait]', again => {
    const words = again.dataset;
    const note = again.parentElement.querySelector('.wait');
    everySecond(gone => {
      const wait = Math.max(0, Math.ceil(words.wait - gone));
      again.disabled = wait > 0;
      if (note) note.textContent = wait ? words.words + ' ' + span(wait, words) : '';
      return wait;
    });
  });

  // The captcha: another one without losing what was typed; the same one, spoken.
  all('.captcha', captcha => {
    const find = selector => captcha.querySelector(selector);
    const input = find('#captcha');
    const said = find('.said');
    const say = word => {
      said.textContent = said.dataset[word];
      said.classList.toggle('failed', word !== 'renewed');
    };
    const listen = find('.listen');
    const token = find('[name=captchaToken]');
    const player = find('audio');
    find('[name=renewCaptcha]').addEventListener('click', async event => {
      event.preventDefault();
      try {
        const sent = new URLSearchParams();
        input.form.querySelectorAll('input[type=hidden]').forEach(hidden => sent.append(hidden.name, hidden.value));
        const answer = await fetch('/captcha/renew', { method: 'POST', body: sent, headers: { Accept: 'application/json' } });
        if (!answer.ok) throw answer.status;
        const fresh = await answer.json();
        token.value = fresh.token;
        find('img').src = fresh.picture;
        player.src = fresh.sound;
        input.value = '';
        say('renewed');
        input.focus();
      } catch {
        say('failed');
      }
    });
    player.hidden = true;
    listen.hidden = false;
    listen.addEventListener('click', () => {
      player.currentTime = 0;
      player.play().catch(() => say('silent'));
      input.focus();
    });
  });

  // Another language does not cost what was typed: it is kept on the way, as when asking for another captcha.
  all('.language', link => link.addEventListener('click', async event => {
    const renew = document.querySelector('main [name=renewCaptcha]');
    if (!renew || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const sent = new URLSearchParams(new FormData(renew.form));
    sent.append(renew.name, renew.value);
    try {
      await fetch(renew.form.action, { method: 'POST', body: sent });
    } finally {
      location.assign(link.href);
    }
  }));

  // A form is sent once; who waits is told so.
  all('form', form => {
    let sent = false;
    let note;
    let timers = [];
    form.addEventListener('submit', event => {
      if (sent) { event.preventDefault(); return; }
      sent = true;
      if (!form.dataset.slow) return;
      const button = form.querySelector('.main') || event.submitter;
      const say = words => {
        if (!note && button) {
          note = Object.assign(document.createElement('p'), { className: 'busy' });
          note.setAttribute('role', 'status');
          button.after(note);
        }
        if (note) note.textContent = words;
      };
      timers = [setTimeout(say, 400, form.dataset.slow), setTimeout(say, 4000, form.dataset.slower), setTimeout(() => { sent = false; }, 30000)];
    });
    addEventListener('pageshow', event => {
      if (!event.persisted) return;
      sent = false;
      timers.forEach(clearTimeout);
      if (note) note.remove();
      note = undefined;
    });
  });

  const send = form => form.requestSubmit ? form.requestSubmit() : form.submit();

  // Back from signing in elsewhere: what the address brought along is sent on, and does not stay in the address.
  all('form.at-once', form => {
    history.replaceState(null, '', form.action);
    send(form);
  });

  // The chooser: a method that another kind cannot use does not stay chosen.
  all('[name=kind]', kind => kind.addEventListener('change', () => {
    all('.method', method => {
      const input = method.querySelector('input');
      if (input && !method.dataset.kinds.split(' ').includes(kind.value)) input.checked = false;
    });
  }));

  // Signed in: two minutes before the session ends it asks whether somebody is still there. All pages of this browser
  // know when another one went on. The server decides; here it is only said.
  const stay = document.getElementById('stay');
  if (stay) {
    const words = stay.dataset;
    const [shown, aloud] = stay.querySelectorAll('.count span');
    const form = stay.querySelector('form');
    // Where dialogs are not known it is a box of the page.
    if (!stay.showModal) {
      Object.defineProperty(stay, 'open', { get: () => stay.hasAttribute('open') });
      stay.showModal = () => { stay.setAttribute('open', ''); stay.scrollIntoView(); stay.querySelector('.main').focus(); };
      stay.close = () => { stay.removeAttribute('open'); stay.dispatchEvent(new Event('close')); };
    }
    const WARN = 120;
    const KEY = 'stay';
    const other = () => { try { return Number(localStorage.getItem(KEY)) || 0; } catch { return 0; } };
    let end, idleEnd, returned;
    const goOn = (idle, whole) => {
      end = Date.now() + whole * 1000;
      idleEnd = Date.now() + idle * 1000;
      try { localStorage.setItem(KEY, idleEnd); } catch { /* each page by itself */ }
    };
    const tick = () => {
      const until = Math.min(end, Math.max(idleEnd, other()));
      const left = Math.ceil((until - Date.now()) / 1000);
      // The server may let it live a little longer. Whoever asked before that would keep it open by asking.
      if (left <= -Number(words.late)) {
        location.replace('/sign-in/ended?back=' + encodeURIComponent(location.pathname));
        return;
      }
      if (left > WARN) {
        if (stay.open) stay.close();
      } else {
        if (!stay.open) {
          const last = until === end;
          if (last) {
            stay.querySelector('h2').textContent = words.lastTitle;
            stay.querySelector('#stay-words').textContent = words.lastWords;
            form.hidden = true;
          }
          returned = document.activeElement;
          stay.showModal();
        }
        if (left <= 0) {
          if (shown.textContent !== words.over) shown.textContent = aloud.textContent = words.over;
        } else shown.textContent = span(left, words);
        if (left > 0 && (left % 30 === 0 || !aloud.textContent)) aloud.textContent = words.left + ' ' + span(left, words);
      }
      setTimeout(tick, left > WARN ? Math.min(left - WARN, 15) * 1000 : 1000);
    };
    form.addEventListener('submit', async event => {
      event.preventDefault();
      try {
        const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
        if (!answer.ok) throw answer.status;
        const left = await answer.json();
        goOn(left.idle, left.all);
        stay.close();
      } catch {
        aloud.textContent = words.failed;
        shown.textContent = words.failed;
      }
    });
    // Escape is an answer as well: somebody is there.
    stay.addEventListener('cancel', event => { event.preventDefault(); if (!form.hidden) send(form); else stay.close(); });
    stay.addEventListener('close', () => { aloud.textContent = ''; if (returned) returned.focus(); });
    goOn(Number(words.idle), Number(words.all));
    tick();
  }

  all('[data-print]', button => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });
})();
