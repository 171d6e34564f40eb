// What the lists and editors of products, actions and facts need of the browser.
export const recall = name => { try { return localStorage.getItem(name); } catch { return null; } };

export const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing forgets the columns */ } };

// Puts a text where the caret is and lets the field tell the page, as if it had been typed.
export const insert = (selector, text) => {
  const field = document.querySelector(selector);
  if (!field) return;
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
