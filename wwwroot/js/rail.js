// The navigation as a rail of icons: by the person's choice, or by itself where the window is of middle width. The choice is kept in this browser.
// The attribute is there before anything is drawn (theme.js); this file answers the button and shows the name of the icon under the pointer or the focus.
const tip = document.createElement('div');
tip.className = 'cs-railtip';
tip.setAttribute('aria-hidden', 'true');
tip.hidden = true;
document.body.append(tip);

const isRail = () => document.documentElement.dataset.nav === 'rail' && matchMedia('(min-width: 960px)').matches;
const named = event => event.target instanceof Element ? event.target.closest('.mud-drawer .cs-nav a, .mud-drawer .cs-switch') : null;

const show = line => {
  const place = line.getBoundingClientRect();
  const name = line.querySelector('b, span:not(.cs-icon, .mark, .count)')?.textContent.trim();
  const waiting = line.querySelector('.count')?.textContent.trim();
  if (!name) return;
  tip.textContent = waiting ? `${name}, ${waiting}` : name;
  tip.hidden = false;
  tip.style.top = `${place.top + place.height / 2}px`;
  tip.style.left = `${place.right + 8}px`;
};
const hide = () => { tip.hidden = true; };

for (const kind of ['pointerover', 'focusin']) document.addEventListener(kind, event => {
  const line = isRail() ? named(event) : null;
  if (line) show(line); else hide();
});
document.addEventListener('focusout', hide);
document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
document.addEventListener('click', event => {
  hide();
  if (event.target.closest?.('[data-nav-toggle]')) window.convoNav.toggle();
});
