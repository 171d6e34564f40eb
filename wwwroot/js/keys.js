// Keys of one letter. Pages mark what they are for: data-search (search field), data-filter (first filter), data-row (a row's link, or the row), data-new
// (button that makes a new one), data-previous and data-next (neighbours of a detail page; without them, the list the person came from).
const list = () => document.getElementById('key-list');
const listKey = 'cs-list';
const patience = 1200, longest = 5000;
let first = null, timer;

const isTyping = element => element?.closest?.('textarea, select, [contenteditable=true], [role=textbox], [role=combobox], [role=listbox], [role=menu], input:not([type=checkbox], [type=radio], [type=button], [type=submit])');
const isBusy = () => document.querySelector('dialog[open], .mud-dialog, [popover]:popover-open, .mud-popover-open:not(.mud-tooltip)');
const isSeen = element => element.getClientRects().length > 0;
const within = (element, selector) => element.matches(selector) ? element : element.querySelector(selector);

const fieldOf = element => element.closest('.mud-input-control') ?? element;

const focusField = (selector, field) => {
  const found = [...document.querySelectorAll(selector)].map(fieldOf).find(isSeen);
  const target = found && (found.matches(field) ? found : [...found.querySelectorAll(field)].find(isSeen));
  target?.focus();
  target?.select?.();
  return !!target;
};

const rows = () => {
  const marked = [...document.querySelectorAll('main [data-row]')];
  return (marked.length ? marked : [...document.querySelectorAll('main .cs-dg tbody tr')]).map(row => within(row, 'a[href], button, summary')).filter(row => row && isSeen(row));
};

const step = by => {
  const all = rows(), at = all.indexOf(document.activeElement);
  const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return !!next;
};

// The rows as they stood when one was opened: their order is the order of "previous" and "next".
const keepList = () => {
  const hrefs = rows().map(row => row.getAttribute('href')).filter(Boolean);
  if (hrefs.length > 1) sessionStorage.setItem(listKey, JSON.stringify(hrefs));
};

const neighbour = by => {
  const marked = document.querySelector(by > 0 ? 'main [data-next]' : 'main [data-previous]');
  // Without an address there is none, or not yet: the next conversation may still be on its way.
  if (marked) { if (marked.matches('a:not([href])')) return false; marked.click(); return true; }
  let hrefs;
  try { hrefs = JSON.parse(sessionStorage.getItem(listKey)) ?? []; } catch { return false; }
  const at = hrefs.findIndex(href => new URL(href, document.baseURI).pathname === location.pathname);
  const href = at < 0 ? null : hrefs[at + by];
  if (href) Blazor.navigateTo(href);
  return !!href;
};

// The page comes from the server: its button is there a moment later.
const press = selector => {
  const before = document.querySelector(selector);
  const find = () => { const found = document.querySelector(selector); return found && found !== before ? found : null; };
  const observer = new MutationObserver(() => { const found = find(); if (found) { observer.disconnect(); found.click(); } });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), longest);
};

const openPair = pair => {
  const link = list()?.querySelector(`[data-keys="${CSS.escape(pair)}"]`);
  if (!link) return false;
  link.click();
  return true;
};

// The page may still be on its way: what the key is for is looked for until it comes, or until the person does something else.
let given, until;
const giveUp = () => { given?.disconnect(); given = null; clearTimeout(until); };
const soon = act => {
  giveUp();
  if (act()) return true;
  given = new MutationObserver(() => { if (act()) giveUp(); });
  given.observe(document.body, { childList: true, subtree: true });
  until = setTimeout(giveUp, longest);
  return true;
};
document.addEventListener('keydown', giveUp, true);
document.addEventListener('pointerdown', giveUp, true);

const single = {
  '/': () => soon(() => focusField('[data-search]', 'input')),
  f: () => soon(() => focusField('[data-filter]', 'input, select, button, [tabindex]')),
  j: () => soon(() => step(1)),
  k: () => soon(() => step(-1)),
  '[': () => soon(() => neighbour(-1)),
  ']': () => soon(() => neighbour(1)),
  '?': () => { list()?.showModal(); return true; },
};

const forget = () => { first = null; clearTimeout(timer); };

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !'jk'.includes(event.key)) return;
  if (isTyping(event.target) || isBusy() || list()?.dataset.singleKeys !== 'on') { forget(); return; }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const pair = first && `${first} ${key}`;
  forget();
  if (pair && openPair(pair)) { event.preventDefault(); return; }
  if (key === 'g' || key === 'n') {
    first = key;
    timer = setTimeout(forget, patience);
    return;
  }
  if (single[key]?.()) event.preventDefault();
});

// Escape closes the drawer from anywhere on the page, also before the focus has come to it. Inside, the drawer sees to it itself.
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event.target) || isBusy()) return;
  if (event.target.closest?.('[data-panel]') || document.querySelector('[data-tour]')) return;
  document.querySelector('[data-panel] [data-close]')?.click();
});

document.addEventListener('click', event => {
  if (event.target.closest('main')) keepList();
  if (event.target.id === 'key-list' || event.target.closest('[data-keys-close], [data-keys]')) list()?.close();
}, true);
// A link that opens a page and then presses a button there.
document.addEventListener('click', event => {
  const link = event.target.closest('a[data-then]');
  if (!link) return;
  if (new URL(link.href).pathname !== location.pathname) { press(link.dataset.then); return; }
  // Already there: going to the page again would take the focus away from what the button opens.
  event.preventDefault();
  document.querySelector(link.dataset.then)?.click();
}, true);
document.addEventListener('click', event => { if (event.target.closest('[data-keys-open]')) list()?.showModal(); });
