// Half-filled forms, kept in this browser until they are saved, discarded, or the person signs out (shell.js).
const prefix = 'cs-draft:';

export const read = place => {
  try { return JSON.parse(localStorage.getItem(prefix + place)); } catch { return null; }
};

export const keep = (place, draft) => {
  // A full or forbidden store costs the draft, not the page.
  try { localStorage.setItem(prefix + place, JSON.stringify(draft)); } catch { /* nothing is kept */ }
};

export const remove = place => localStorage.removeItem(prefix + place);
