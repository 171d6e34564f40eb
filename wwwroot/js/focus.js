// After a move within the console the focus goes to the heading of the new page. The server asks for it a moment after the page stands (Routes.razor): whoever
// went on by then, with Tab, a key or the pointer, keeps what they chose. A page that was loaded whole leaves the focus where the browser put it.
const root = document.documentElement;
let acted = false;

const act = () => { acted = true; };

const move = event => {
  if (event.downloadRequest !== null || new URL(event.destination.url).pathname === location.pathname) return;
  root.dataset.moved = 'true';
  document.activeElement?.removeAttribute('data-chosen');
  acted = false;
};

// A focus that nobody's hand moved (a menu that closes gives it back) is no choice.
const choose = event => { if (acted) event.target.setAttribute?.('data-chosen', ''); };

if (window.navigation) {
  addEventListener('keydown', act, true);
  addEventListener('pointerdown', act, true);
  document.addEventListener('focusin', choose);
  document.addEventListener('focusout', event => event.target.removeAttribute?.('data-chosen'));
  navigation.addEventListener('navigate', move);
} else {
  root.dataset.moved = 'true';
}
