// Opens and closes the box that says what happened to the connection; Blazor's own script sets the classes that choose the text.
const box = document.getElementById('components-reconnect-modal');

const retry = async () => {
  document.removeEventListener('visibilitychange', retryWhenVisible);
  try {
    if (await Blazor.reconnect()) return;
    // The server is there but the circuit is gone: a stored one may still be resumed.
    if (await Blazor.resumeCircuit()) box.close(); else location.reload();
  } catch {
    document.addEventListener('visibilitychange', retryWhenVisible); // the server does not answer yet
  }
};

const resume = async () => {
  try {
    if (!await Blazor.resumeCircuit()) location.reload();
  } catch {
    box.classList.replace('components-reconnect-paused', 'components-reconnect-resume-failed');
  }
};

async function retryWhenVisible() {
  if (document.visibilityState === 'visible') await retry();
}

box.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show': if (!box.open) box.showModal(); break;
    case 'hide': box.close(); break;
    case 'failed': document.addEventListener('visibilitychange', retryWhenVisible); break;
    case 'rejected': location.reload(); break;
  }
});

box.addEventListener('cancel', event => event.preventDefault());
box.addEventListener('click', event => {
  switch (event.target.closest('[data-reconnect]')?.dataset.reconnect) {
    case 'retry': retry(); break;
    case 'resume': resume(); break;
    case 'reload': location.reload(); break;
  }
});
