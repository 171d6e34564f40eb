// Places the card of the tour beside the thing it speaks of. Where it stands is remembered in this browser.
const key = 'cs-tour';
const gap = 12;
let card = null;
let selector = null;
let marked = null;
let watcher = null;
let focusBefore = null;

export const remembered = () => { try { return localStorage.getItem(key); } catch { return null; } };
export const remember = what => { try { localStorage.setItem(key, what); } catch { /* A browser that keeps nothing shows the tour again. */ } };

const narrow = () => matchMedia('(max-width: 600px)').matches;
const visible = element => { const box = element.getBoundingClientRect(); return box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth; };
const find = () => [...document.querySelectorAll(selector)].find(element => !card.contains(element) && visible(element)) ?? null;

const unmark = () => { marked?.classList.remove('cs-tour-mark'); marked = null; };

const place = () => {
  if (!card?.isConnected) return;
  const target = find();
  if (target !== marked) {
    unmark();
    marked = target;
    target?.classList.add('cs-tour-mark');
    const box = target?.getBoundingClientRect();
    if (box && (box.top < 60 || box.top > innerHeight - 160)) target.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
  if (narrow()) { card.style.left = card.style.top = ''; return; }
  const own = card.getBoundingClientRect();
  let left = innerWidth - own.width - 24;
  let top = innerHeight - own.height - 24;
  if (target) {
    const box = target.getBoundingClientRect();
    // Beside it where there is room; a wide thing has none, then below or over its lower end.
    left = box.right + gap + own.width <= innerWidth ? box.right + gap : box.left - gap - own.width >= 0 ? box.left - gap - own.width : Math.max(gap, box.right - own.width - 24);
    const beside = left >= box.right || left + own.width <= box.left;
    top = beside ? box.top : box.bottom + gap + own.height <= innerHeight ? box.bottom + gap : innerHeight - own.height - 24;
    top = Math.min(Math.max(60, top), innerHeight - own.height - gap);
  }
  card.style.left = `${Math.round(left)}px`;
  card.style.top = `${Math.round(top)}px`;
};

let asked = 0;
const later = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(place); };

const onKey = event => {
  // Escape belongs first to what lies over the page.
  if (event.key !== 'Escape' || document.querySelector('.mud-dialog, .mud-popover-open, :popover-open')) return;
  card?.querySelector('[data-tour-skip]')?.click();
};

// A new page takes the focus to its heading; the person is reading the card.
const patience = 2000;
let until = 0;
const onFocus = event => { if (event.target.matches?.('h1') && performance.now() < until) focusCard(); };
const focusCard = () => card?.querySelector('h2')?.focus({ preventScroll: true });

export const show = (element, target) => {
  if (!card) {
    focusBefore = document.activeElement;
    addEventListener('focusin', onFocus);
    addEventListener('keydown', onKey);
    addEventListener('resize', later);
    addEventListener('scroll', later, true);
    watcher = new MutationObserver(later);
    watcher.observe(document.body, { childList: true, subtree: true });
  }
  unmark();
  [card, selector] = [element, target];
  until = performance.now() + patience;
  place();
  focusCard();
};

export const hide = () => {
  unmark();
  removeEventListener('keydown', onKey);
  removeEventListener('focusin', onFocus);
  removeEventListener('resize', later);
  removeEventListener('scroll', later, true);
  watcher?.disconnect();
  card = watcher = null;
  if (focusBefore?.isConnected) focusBefore.focus({ preventScroll: true });
  else document.getElementById('main')?.focus({ preventScroll: true });
  focusBefore = null;
};
