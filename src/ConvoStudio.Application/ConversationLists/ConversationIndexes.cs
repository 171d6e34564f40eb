using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>The indices of the live log and of rehearsals that are looked at.</summary>
public sealed class ConversationIndexes(DataFolder folder, Studio live) : IDisposable
{
    private readonly Dictionary<Guid, (Studio Studio, ConversationIndex Index)> _rehearsals = [];
    private readonly Lock _gate = new();
    private ConversationIndex? _live;

    public ConversationIndex Live
    {
        get
        {
            lock (_gate)
                return _live ??= new ConversationIndex(live.Log, folder.Views);
        }
    }

    /// <summary>The index of a rehearsal's log, in a file beside it.</summary>
    /// <param name="studio">The bottle as it is open now; one that runs anew is another, and so is its index.</param>
    public ConversationIndex Of(Guid rehearsal, Studio studio)
    {
        lock (_gate)
        {
            if (_rehearsals.TryGetValue(rehearsal, out var known) && ReferenceEquals(known.Studio, studio))
                return known.Index;
            known.Index?.Dispose();
            var index = new ConversationIndex(studio.Log, Path.Combine(folder.Rehearsals, $"{rehearsal:N}{RehearsalBottles.IndexSuffix}"));
            _rehearsals[rehearsal] = (studio, index);
            return index;
        }
    }

    public void Dispose()
    {
        _live?.Dispose();
        foreach (var (_, index) in _rehearsals.Values)
            index.Dispose();
    }
}
