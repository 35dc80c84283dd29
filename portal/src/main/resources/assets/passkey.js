// Asks this device for a passkey, and hands what it answers to the page's form. Every word stands in the page.
// docs/protocols/passkeys.md
(() => {
  'use strict';
  const signing = document.querySelector('.passkey');
  const adding = document.querySelector('.passkey-add');
  const proving = document.querySelector('.passkey-proof');
  const here = window.PublicKeyCredential && navigator.credentials && window.isSecureContext;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), each => each.charCodeAt(0));
  const text = buffer => buffer
    ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
    : '';
  const json = async (address, options) => {
    const answer = await fetch(address, { ...options, cache: 'no-store', redirect: 'error' });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const send = (form, values) => {
    Object.entries(values).forEach(([name, value]) => { form.elements[name].value = value; });
    form.requestSubmit();
  };
  const sayIn = form => {
    const said = form.querySelector('.said');
    return word => { said.textContent = word ? said.dataset[word] : ''; };
  };
  // Who closes the browser's window, or lets it wait too long, need not be told what that is called.
  const trouble = error => ({ NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known' }[error.name] || 'failed');

  const get = async ({ challenge, rpId, userVerification, timeout }, more) => {
    const { rawId, response } = await navigator.credentials.get({
      publicKey: { challenge: bytes(challenge), rpId, userVerification, timeout },
      ...more,
    });
    return {
      credential: text(rawId),
      clientData: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    };
  };

  const signIn = () => {
    const form = signing.querySelector('form');
    const button = form.querySelector('button');
    const say = sayIn(form);
    const FRESH = 4 * 60 * 1000; // a challenge lives five minutes
    let options;
    let since = 0;
    let waiting; // what the browser was asked last

    const load = async () => {
      if (Date.now() - since > FRESH) {
        options = await json('/sign-in/by/passkey/options');
        since = Date.now();
      }
      return options;
    };
    const ask = async mediation => {
      if (waiting) waiting.abort();
      const way = waiting = new AbortController();
      const question = await load();
      if (way.signal.aborted) return;
      const answer = await get(question, { mediation, signal: way.signal });
      since = 0; // answered once, it is over
      send(form, answer);
    };
    // Where the browser can, it offers passkeys in the user name's own list, without any button.
    const offer = async () => {
      try {
        if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await ask('conditional');
      } catch { /* another way was taken, or none: the page is there */ }
    };
    button.addEventListener('click', async () => {
      say('');
      button.disabled = true;
      try {
        await ask('optional');
      } catch (error) {
        say(trouble(error) === 'cancelled' ? 'cancelled' : 'failed');
        offer();
      } finally {
        button.disabled = false;
      }
    });
    setInterval(() => { if (Date.now() - since > FRESH && !button.disabled && !document.hidden) offer(); }, 30000);
    addEventListener('pageshow', event => { if (event.persisted) { since = 0; offer(); } });
    signing.hidden = false;
    offer();
  };

  const add = () => {
    const form = adding.querySelector('form');
    const button = form.querySelector('.main');
    const say = sayIn(form);
    const make = async () => {
      say('');
      button.disabled = true;
      try {
        const { _csrf } = form.elements;
        const given = await json('/account/passkeys/options', { method: 'POST', body: new URLSearchParams({ _csrf: _csrf.value }) });
        const { response } = await navigator.credentials.create({ publicKey: {
          ...given,
          challenge: bytes(given.challenge),
          user: { ...given.user, id: bytes(given.user.id) },
          excludeCredentials: given.excludeCredentials.map(each => ({ ...each, id: bytes(each.id) })),
        } });
        send(form, {
          attestation: text(response.attestationObject),
          clientData: text(response.clientDataJSON),
          transports: (response.getTransports?.() || []).join(' '),
        });
      } catch (error) {
        if (error.message === '403') return location.reload(); // signed in too long ago: the page asks
        say(trouble(error));
      } finally {
        button.disabled = false;
      }
    };
    button.addEventListener('click', make);
    form.querySelector('[name=passkeyName]').addEventListener('keydown', event => {
      if (event.key === 'Enter') { event.preventDefault(); make(); }
    });
    document.querySelector('.no-passkey').hidden = true;
    adding.hidden = false;
  };

  // In a journey the page itself holds what is asked; when that is over, the page of this moment holds another.
  const prove = () => {
    const form = proving.querySelector('form');
    const button = form.querySelector('.main');
    const say = sayIn(form);
    let { challenge, rp, life } = proving.dataset;
    let since = Date.now();
    const fresh = async () => {
      if (Date.now() - since < life * 0.8) return;
      const page = new DOMParser().parseFromString(await (await fetch(location.href, { cache: 'no-store' })).text(), 'text/html');
      const now = page.querySelector('.passkey-proof');
      if (!now) return location.reload();
      challenge = now.dataset.challenge;
      since = Date.now();
    };
    button.addEventListener('click', async () => {
      say('');
      button.disabled = true;
      try {
        await fresh();
        const answer = await get({ challenge, rpId: rp, userVerification: 'required', timeout: Number(life) });
        since = 0;
        send(form, answer);
      } catch (error) {
        say(trouble(error) === 'cancelled' ? 'cancelled' : 'failed');
      } finally {
        button.disabled = false;
      }
    });
    addEventListener('pageshow', event => { if (event.persisted) since = 0; });
    document.querySelector('.no-passkey').hidden = true;
    proving.hidden = false;
  };

  if (signing && here) signIn();
  if (proving && here) prove();
  if (adding && here) add();
  if ((adding || proving) && !here) {
    const none = document.querySelector('.no-passkey');
    none.querySelector('p').textContent = none.dataset.missing;
  }
})();
