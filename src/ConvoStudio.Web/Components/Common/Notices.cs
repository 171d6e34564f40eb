namespace ConvoStudio.Web.Components.Common;

/// <summary>
/// Says that something was done, and offers to undo it. Used instead of MudBlazor's snackbar, which writes style elements
/// that the content-security-policy forbids.
/// </summary>
public sealed class Notices(TimeProvider clock) : IDisposable
{
    private readonly List<(Notice Notice, ITimer Timer)> _shown = [];
    private readonly Lock _gate = new();

    public event EventHandler? Changed;

    public IReadOnlyList<Notice> Shown
    {
        get { lock (_gate) return [.. _shown.Select(entry => entry.Notice)]; }
    }

    public void Show(string text, Func<Task>? undo = null)
    {
        var notice = new Notice(text, undo);
        lock (_gate) _shown.Add((notice, clock.CreateTimer(_ => Remove(notice), null, Notice.Stay, Timeout.InfiniteTimeSpan)));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Remove(Notice notice)
    {
        lock (_gate)
        {
            var at = _shown.FindIndex(entry => ReferenceEquals(entry.Notice, notice));
            if (at < 0) return;
            _shown[at].Timer.Dispose();
            _shown.RemoveAt(at);
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (_, timer) in _shown) timer.Dispose();
            _shown.Clear();
        }
    }
}
