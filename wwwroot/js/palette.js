// The palette's dialog: opening, moving, choosing and remembering happen here; what is found comes from the circuit.
const most = 5;
let dialog, input, circuit, waiting, wanted;

const place = () => 'cs-recent:' + dialog.dataset.person;
const options = () => [...dialog.querySelectorAll('[role=option]')];
const active = () => dialog.querySelector('[role=option][aria-selected=true]');

const recent = () => {
  try { const kept = JSON.parse(localStorage.getItem(place())); return Array.isArray(kept) ? kept.slice(0, most) : []; } catch { return []; }
};

const remember = option => {
  const href = option.getAttribute('href');
  if (!href || option.dataset.then) return;
  const entry = { href, text: option.dataset.text, note: option.dataset.note ?? null };
  try { localStorage.setItem(place(), JSON.stringify([entry, ...recent().filter(one => one.href !== href)].slice(0, most))); } catch { /* nothing is remembered */ }
};

const select = option => {
  for (const one of options()) one.setAttribute('aria-selected', one === option ? 'true' : 'false');
  if (option) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); } else input.removeAttribute('aria-activedescendant');
};

const move = step => {
  const all = options();
  if (all.length) select(all[(all.indexOf(active()) + step + all.length) % all.length]);
};

export const open = () => {
  // Asked for before the circuit is up: it opens as soon as there is one.
  if (!dialog?.isConnected) { wanted = !!document.getElementById('palette'); return; }
  if (dialog.open || document.querySelector('.mud-dialog')) return;
  input.value = '';
  waiting = false;
  dialog.showModal();
  input.focus();
  circuit.invokeMethodAsync('OpenedAsync', recent());
};

// Enter may be faster than the answer to the last letter.
const isCurrent = () => dialog.querySelector('[data-found]').dataset.found === input.value;

const onKey = event => {
  switch (event.key) {
    case 'ArrowDown': move(1); break;
    case 'ArrowUp': move(-1); break;
    case 'Home': if (input.value) return; select(options()[0]); break;
    case 'End': if (input.value) return; select(options().at(-1)); break;
    case 'Enter': if (isCurrent()) active()?.click(); else waiting = true; break;
    default: return;
  }
  event.preventDefault();
};

const onClick = event => {
  // A click beside the box, on the dimmed page, is one on the dialog itself.
  if (event.target === dialog || event.target.closest('[data-palette-close]')) { dialog.close(); return; }
  const option = event.target.closest('[role=option]');
  if (!option) return;
  remember(option);
  dialog.close();
};

export const attach = (element, reference) => {
  [dialog, input, circuit] = [element, element.querySelector('input'), reference];
  input.addEventListener('keydown', onKey);
  dialog.addEventListener('click', onClick);
  dialog.addEventListener('pointermove', event => { const option = event.target.closest('[role=option]'); if (option && option !== active()) select(option); });
  new MutationObserver(() => {
    if (!dialog.open || !isCurrent()) return;
    select(options()[0]);
    if (waiting) { waiting = false; active()?.click(); }
  }).observe(dialog.querySelector('[data-found]'), { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['data-found', 'href', 'id'] });
  if (wanted) open();
  wanted = false;
};

const isPalette = event => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';

document.addEventListener('keydown', event => {
  if (!isPalette(event) || !document.getElementById('palette')) return;
  event.preventDefault();
  if (dialog?.open) dialog.close(); else open();
});
document.addEventListener('click', event => { if (event.target.closest('[data-palette-open]')) open(); });
