// Small things that need no circuit: times in the person's zone, the age of live numbers, copying, the skip link.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const formats = new Map();

const zoneName = () => document.querySelector('[data-time-zone]')?.dataset.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

const formatFor = zone => {
  let format = formats.get(zone);
  if (!format) {
    const options = { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' };
    format = new Intl.DateTimeFormat('en-GB', options);
    formats.set(zone, format);
  }
  return format;
};

const partsOf = (date, zone) => {
  const parts = Object.fromEntries(formatFor(zone).formatToParts(date).map(part => [part.type, part.value]));
  return { year: parts.year, day: `${Number(parts.day)} ${months[Number(parts.month) - 1]}`, clock: `${parts.hour}:${parts.minute}`, seconds: parts.second };
};

export const timeText = (date, now, zone, absolute) => {
  const age = (now - date) / 1000;
  if (!absolute && age >= 0 && age < 60) return `${Math.floor(age)} s ago`;
  if (!absolute && age >= 0 && age < 3600) return `${Math.floor(age / 60)} min ago`;
  const there = partsOf(date, zone), today = partsOf(now, zone);
  const sameYear = there.year === today.year;
  if (absolute) return sameYear ? `${there.day}, ${there.clock}` : `${there.day} ${there.year}, ${there.clock}`;
  if (sameYear && there.day === today.day) return there.clock;
  return sameYear ? `${there.day}, ${there.clock}` : `${there.day} ${there.year}`;
};

// The text node stays the one Blazor made, so that its next change finds it.
const write = (element, text) => {
  const node = element.firstChild;
  if (node?.nodeType === Node.TEXT_NODE) { if (node.nodeValue !== text) node.nodeValue = text; } else if (!node) element.textContent = text;
};

const showTime = (element, now, zone) => {
  const date = new Date(element.dateTime);
  if (Number.isNaN(date.getTime())) return;
  write(element, timeText(date, now, zone, element.dataset.time === 'absolute'));
  const there = partsOf(date, zone);
  const title = `${there.day} ${there.year}, ${there.clock}:${there.seconds} (${zone})`;
  if (element.title !== title) element.title = title;
};

const showAge = (element, now, zone) => {
  if (!element.dataset.fresh) return;
  const date = new Date(element.dataset.fresh);
  const age = Math.max(0, Math.floor((now - date) / 1000));
  const { live, behind, lost, cause } = element.dataset;
  const there = partsOf(date, zone);
  element.classList.toggle('warn', age > 5 && age <= 30);
  element.classList.toggle('bad', age > 30);
  const text = age <= 5 ? live.replace('{0}', age) : age <= 30 ? behind.replace('{0}', age) : lost.replace('{0}', `${there.clock}:${there.seconds}`) + (cause ? `: ${cause}` : '');
  write(element.lastElementChild, text);
};

const refresh = () => {
  const now = new Date();
  const zone = zoneName();
  for (const element of document.querySelectorAll('time[data-time]')) showTime(element, now, zone);
  for (const element of document.querySelectorAll('[data-fresh]')) showAge(element, now, zone);
};

let queued = false;
const refreshSoon = () => {
  if (queued) return;
  queued = true;
  requestAnimationFrame(() => { queued = false; refresh(); });
};

refresh();
setInterval(refresh, 1000);
new MutationObserver(refreshSoon).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['datetime', 'data-fresh', 'data-time-zone'] });

document.addEventListener('click', async event => {
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.dataset.done = 'true';
    setTimeout(() => { delete copy.dataset.done; }, 1500);
  }
  if (event.target.closest('[data-close-popover]')) event.target.closest('[popover]')?.hidePopover();
  if (event.target.closest('[data-skip]')) {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
});

// Whoever signs out leaves nothing of theirs in the browser.
document.addEventListener('submit', event => {
  if (!event.target.matches('form[action="/account/sign-out"]')) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith('cs-draft:') || key.startsWith('cs-recent:')) localStorage.removeItem(key);
});
