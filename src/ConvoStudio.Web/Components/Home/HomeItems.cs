using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;

namespace ConvoStudio.Web.Components.Home;

/// <summary>How many things wait under a line of the navigation.</summary>
/// <param name="Hot">Something was paused, has failed, or was breached.</param>
public sealed record WaitingCount(int Count, bool Hot);

/// <summary>Everything that waits for the person or is unhealthy, from all features; read once for the page and the navigation beside it.</summary>
public sealed class HomeItems(IEnumerable<IHomeSource> sources, PageActor actor, CurrentPlaybook current, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private Task<IReadOnlyList<HomeItem>>? _reading;
    private long _readAt;

    /// <summary>Worst first, then newest first.</summary>
    public Task<IReadOnlyList<HomeItem>> ListAsync()
    {
        if (_reading is { IsFaulted: false } reading && time.GetElapsedTime(_readAt) < Fresh) return reading;
        _readAt = time.GetTimestamp();
        return _reading = ReadAsync();
    }

    /// <summary>By the address of the navigation line.</summary>
    public async Task<IReadOnlyDictionary<string, WaitingCount>> CountsAsync() => (await ListAsync()).Where(item => item.Place == HomePlace.Waits)
        .GroupBy(item => item.Under, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new WaitingCount(group.Count(), group.Any(item => item.Meaning == Meaning.Bad)), StringComparer.Ordinal);

    /// <summary>Something changed: the next reader asks again.</summary>
    public void Forget() => _reading = null;

    private async Task<IReadOnlyList<HomeItem>> ReadAsync()
    {
        var (who, playbook) = (await actor.GetAsync(), await current.GetAsync());
        List<HomeItem> items = [];
        foreach (var source in sources) items.AddRange(await source.FindAsync(who, playbook));
        return [.. items.OrderBy(item => Weight(item.Meaning)).ThenByDescending(item => item.At)];
    }

    private static int Weight(Meaning meaning) => meaning switch { Meaning.Bad => 0, Meaning.Warn => 1, Meaning.Info => 2, _ => 3 };
}
