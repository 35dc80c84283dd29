// Asks the signing agent on this computer for a signature, and hands it to the page's form. Every word stands in the page:
// script finds out in which state things are, and shows the part that belongs to it. docs/protocols/usb-signing.md
(() => {
  'use strict';
  const usb = document.querySelector('.usb');
  if (!usb) return;
  const { nonce, statement, least, lang } = usb.dataset;
  const ports = usb.dataset.ports.split(' ');
  const born = performance.now();
  const find = selector => document.querySelector(selector);
  const all = (selector, use) => document.querySelectorAll(selector).forEach(use);
  const upload = find('.otherwise form');
  const renewing = find('.renew form');
  const said = usb.querySelector('[role=status]');
  const sleep = time => new Promise(done => setTimeout(done, time));
  const left = () => usb.dataset.left - (performance.now() - born) / 1000;

  const PATIENCE = 150; // seconds for the dialog: the agent's own window closes after 120
  const QUICK = 25; // for a status: while drivers start up the agent takes its time
  // Windows takes two seconds to say that nobody listens; elsewhere what is pending so long is the browser's question.
  const PENDING = /win/i.test(navigator.platform) ? 2500 : 600;
  const GOING_ON = 'usb-signing';
  const WITH_CODE = ['ready', 'found', 'last-try', 'signing', 'cancelled', 'late', 'pin-wrong', 'busy', 'failed'];
  const WAITING = ['looking', 'prompt', 'signing', 'sending'];
  // What may mend itself while the person acts: looked at again every few seconds.
  const MENDING = ['missing', 'old', 'driver', 'no-token', 'empty-token'];

  let state = '';
  let running; // the way under way; a newer one takes its place
  let base; // where the agent answered

  // One state at a time. What was pressed is gone with its state, so the new heading is read and has the focus; what
  // happens by itself is only said.
  const show = (name, byItself, closed = false) => {
    if (name === state) return;
    state = name;
    const held = document.activeElement === document.body || !!document.activeElement.closest('.usb, .stop');
    all('.state', each => { each.hidden = each.dataset.state !== name; });
    const heading = find('#state-' + name);
    if (held && !byItself) heading.focus({ preventScroll: true });
    else said.textContent = heading.textContent;
    find('.compare').hidden = !WITH_CODE.includes(name);
    find('.stop').hidden = name !== 'signing';
    find('.renew').hidden = name === 'signing' || !(name === 'stale' || WITH_CODE.includes(name));
    renewing.querySelector('button').className = name === 'stale' ? 'main' : 'link';
    find('.closed').hidden = !closed;
    usb.setAttribute('aria-busy', WAITING.includes(name));
    // Who closed the browser's question is not asked again before they say so.
    if (MENDING.includes(name) && !closed) mend(name);
  };

  const permission = async () => {
    try {
      return (await navigator.permissions.query({ name: 'loopback-network' })).state;
    } catch {
      return 'prompt'; // a browser without that name asks in its own way, or not at all
    }
  };

  // Browsers that know of address spaces like to be told; the others must not be told what they do not know.
  let space = {};
  try {
    new Request('http://127.0.0.1/', { targetAddressSpace: 'loopback' });
    space = { targetAddressSpace: 'loopback' };
  } catch { /* not known here */ }

  // Broken off when the way is left, or late; signals that join by themselves are unknown to the last browsers of Windows 7.
  const ask = async (address, options, seconds, way) => {
    const stop = new AbortController();
    const leave = () => stop.abort(way.stop.signal.reason);
    const late = seconds && setTimeout(() => stop.abort(new DOMException(address, 'TimeoutError')), seconds * 1000);
    if (way.stop.signal.aborted) leave();
    way.stop.signal.addEventListener('abort', leave);
    try {
      const answer = await fetch(address, { ...options, ...space, signal: stop.signal, credentials: 'omit', cache: 'no-store', redirect: 'error' });
      return await answer.json();
    } finally {
      clearTimeout(late);
      way.stop.signal.removeEventListener('abort', leave);
    }
  };

  // While the browser asks its user the promise stays open, and nothing reaches the agent: no time limit then.
  const status = async (way, granted) => {
    const at = async port => {
      const address = 'http://127.0.0.1:' + port;
      const found = await ask(address + '/v1/status', {}, granted && QUICK, way);
      if (typeof found.agent !== 'string') throw new TypeError(address);
      return { address, found };
    };
    try {
      const { address, found } = await Promise.any(ports.map(at));
      base = address;
      return found;
    } catch (error) {
      if (way.stop.signal.aborted) throw error;
      base = undefined;
      return undefined;
    }
  };

  const older = (is, should) => {
    const [a, b] = [is, should].map(version => version.split(/[.-]/).map(Number));
    for (let at = 0; at < 3; at++) if ((a[at] || 0) !== (b[at] || 0)) return (a[at] || 0) < (b[at] || 0);
    return false;
  };

  // What stands in the way of signing; empty when nothing does.
  const judge = found => {
    if (!found) return 'missing';
    if (found.protocol !== 1 || older(found.agent, least)) return 'old';
    if (!found.driver) return 'driver';
    if (found.token === 'none') return 'no-token';
    if (found.token === 'uninitialised') return 'empty-token';
    if (found.pin === 'locked') return 'pin-blocked';
    return found.pin === 'final' ? 'last-try' : '';
  };

  const begin = () => {
    if (running) running.stop.abort();
    return running = { stop: new AbortController() };
  };

  // A way that was left changes nothing any more.
  const through = async walk => {
    const way = begin();
    try {
      await walk(way);
    } catch (error) {
      if (way === running) show('failed');
    }
  };

  // What stands in the way, once nobody is asked any more. While the browser asks, the page shows what to press.
  const look = async (way, byItself) => {
    const granted = await permission() === 'granted';
    let asking = false;
    const slowly = granted || setTimeout(() => {
      if (way !== running) return;
      asking = true;
      show('prompt', byItself);
    }, PENDING);
    const trouble = judge(await status(way, granted).finally(() => clearTimeout(slowly)));
    if (trouble !== 'missing') return { trouble };
    const now = await permission();
    return now === 'denied' ? { trouble: 'denied' } : { trouble, closed: asking && now === 'prompt' };
  };

  const start = () => through(async way => {
    if (await permission() === 'denied') return way === running && show('denied');
    const quickly = setTimeout(() => { if (way === running && state !== 'prompt') show('looking'); }, 250);
    const { trouble, closed } = await look(way).finally(() => clearTimeout(quickly));
    if (way !== running) return;
    if (trouble === 'missing' && /^((?!Chrom|Edg|Firefox).)*Safari/.test(navigator.userAgent)) return show('browser');
    if (trouble) return show(trouble, false, closed);
    await sign(way);
  });

  // Once the agent runs, the driver is there or the token is plugged in, the page says so by itself.
  const mend = name => through(async way => {
    for (let looks = 0; looks < 200; looks++) {
      await sleep(3000);
      if (way !== running) return;
      if (document.hidden) continue;
      const { trouble, closed } = await look(way, true);
      if (way !== running) return;
      if (trouble !== name || state !== name) return show(trouble || 'found', true, closed);
    }
  });

  const sign = async way => {
    // A code that would be over before the PIN is typed is changed for a new one first; the way goes on by itself.
    if (left() < PATIENCE) return renew('start');
    show('signing');
    let answer;
    try {
      answer = await ask(base + '/v1/sign', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ challengeNonce: nonce, statement, lang }),
      }, PATIENCE, way);
    } catch (error) {
      if (way !== running) return;
      if (error.name === 'TimeoutError') return show('late');
      throw error;
    }
    if (way === running) finish(answer.authToken, answer.error);
  };

  const TROUBLES = {
    ERR_WEBEID_USER_CANCELLED: 'cancelled',
    ERR_WEBEID_USER_TIMEOUT: 'late',
    ERR_WEBEID_ACTION_TIMEOUT: 'late',
    ERR_WEBEID_ACTION_PENDING: 'busy',
    ERR_NO_DRIVER: 'driver',
    ERR_NO_TOKEN: 'no-token',
    ERR_TOKEN_UNINITIALISED: 'empty-token',
    ERR_NO_CERT: 'no-certificate',
    ERR_PIN_INCORRECT: 'pin-wrong',
    ERR_PIN_BLOCKED: 'pin-blocked',
    ERR_DRIVER_TIMEOUT: 'driver-failed',
    ERR_DRIVER_FAILED: 'driver-failed',
    ERR_WEBEID_NATIVE_UNAVAILABLE: 'missing',
    ERR_WEBEID_EXTENSION_UNAVAILABLE: 'missing',
    ERR_WEBEID_VERSION_MISMATCH: 'old',
  };

  const finish = (token, error) => {
    if (!token) {
      const { pin, expired } = error || {};
      // The extension lets through no codes but its own: those of the agent stand beside one.
      const code = error && (error.reason || error.code);
      return show(pin === 'locked' ? 'pin-blocked' : pin === 'final' && code === 'ERR_PIN_INCORRECT' ? 'last-try'
        : expired ? 'certificate-over' : TROUBLES[code] || 'failed');
    }
    show('sending');
    const files = new DataTransfer();
    files.items.add(new File([JSON.stringify(token)], 'answer.json', { type: 'application/json' }));
    upload.elements.answer.files = files.files;
    upload.requestSubmit();
  };

  // The page comes back with a new code, and goes on where it was: the button was pressed already.
  const renew = by => {
    sessionStorage.setItem(GOING_ON, by);
    renewing.requestSubmit();
  };

  // The Web eID extension, where there is one: the same token, by messages instead of the loopback address.
  const extension = (action, more, patience) => new Promise((right, wrong) => {
    let timer;
    const end = (how, what) => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      how(what);
    };
    const endIn = (time, code) => {
      clearTimeout(timer);
      timer = setTimeout(end, time, wrong, { code });
    };
    const hear = event => {
      if (event.source !== window || !event.data) return;
      if (event.data.action === action + '-ack') endIn(patience, 'ERR_WEBEID_USER_TIMEOUT');
      else if (event.data.action === action + '-success') end(right, event.data);
      else if (event.data.action === action + '-failure') end(wrong, event.data.error || {});
    };
    endIn(1000, 'ERR_WEBEID_EXTENSION_UNAVAILABLE');
    addEventListener('message', hear);
    postMessage({ action, libraryVersion: '2.0.2', ...more }, location.origin);
  });

  const byExtension = () => through(async way => {
    if (left() < PATIENCE) return renew('extension');
    show('signing');
    try {
      const { unverifiedCertificate, algorithm, signature, format, appVersion } = await extension(
        'web-eid:authenticate',
        { challengeNonce: nonce, options: { lang, userInteractionTimeout: PATIENCE * 1000 } },
        PATIENCE * 1000);
      if (way === running) finish({ unverifiedCertificate, algorithm, signature, format, appVersion });
    } catch (error) {
      if (way === running) finish(undefined, error);
    }
  });

  // What fits this computer comes first; where nothing does, that is said.
  const sort = async () => {
    const agent = navigator.userAgentData;
    const named = agent ? agent.platform : navigator.platform + ' ' + navigator.userAgent;
    const os = /win/i.test(named) ? 'windows' : /mac/i.test(named) ? 'macos' : /linux|x11|cros/i.test(named) ? 'linux' : '';
    let arch = 'x86_64';
    try {
      if ((await agent.getHighEntropyValues(['architecture'])).architecture === 'arm') arch = 'aarch64';
    } catch {
      if (/aarch64|arm64/i.test(named)) arch = 'aarch64';
    }
    all('.packages', list => {
      const worth = each => (each.dataset.os === os) * 2 + (each.dataset.arch === arch);
      const each = [...list.querySelectorAll('.package')].sort((a, b) => worth(b) - worth(a));
      list.prepend(...each);
      each.forEach(one => one.querySelector('a').classList.toggle('main', one.dataset.os === os));
      each.forEach(one => one.querySelector('a').classList.toggle('quiet', one.dataset.os !== os));
      const note = list.querySelector('.not-for-this');
      if (note) note.hidden = each.some(one => one.dataset.os === os);
    });
  };

  const onPhone = () => navigator.userAgentData?.mobile || /Android|iPhone|iPad|Mobile/.test(navigator.userAgent)
    || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);

  const DOING = {
    start,
    sign: () => through(async way => base ? sign(way) : start()),
    stop: () => { begin(); show('cancelled'); },
    extension: byExtension,
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-do]');
    if (button) DOING[button.dataset.do]();
  });

  usb.hidden = false;
  // What went wrong is read first, and by whom it was uploaded is where it was uploaded.
  const wrong = find('.errors');
  find('.otherwise').open = !!(wrong && wrong.querySelector('a'));
  sort();

  (async () => {
    const before = sessionStorage.getItem(GOING_ON);
    sessionStorage.removeItem(GOING_ON);
    if (onPhone()) return show('phone', true);
    show('ready', true);
    const now = await permission();
    if (now === 'denied') return show('denied', true);
    if (!wrong && before) return DOING[before]();
    // Where the browser need not ask, the page finds out by itself what is missing.
    if (now === 'granted' && !wrong) {
      const way = begin();
      const trouble = judge(await status(way, true).catch(() => undefined));
      if (way === running && trouble && trouble !== 'last-try') show(trouble, true);
    }
  })();

  // A code that is over is of no use; who is busy mending something gets a new one on the way to signing.
  setInterval(() => {
    if (left() <= 0 && WITH_CODE.includes(state) && state !== 'signing') {
      begin();
      show('stale', true);
    }
  }, 1000);

  // An extension's part of the page comes after the page's own and hears nothing before; Web eID's own library waits as long.
  addEventListener('load', () => setTimeout(() => {
    extension('web-eid:status', {}, 5000).then(() => { find('[data-extension]').hidden = false; }, () => {});
  }, 1000));
})();
