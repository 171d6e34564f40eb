// Keeps the chosen playbook in a cookie, which the server reads when it renders the next page.
export const remember = (name, key) => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${encodeURIComponent(key)}; path=/; max-age=31536000; samesite=lax${secure}`;
};
