using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>The studio a page looks into: the live one or a rehearsal's bottle.</summary>
/// <param name="Rehearsal">Null for the live studio.</param>
public sealed record StudioView(Studio Studio, Rehearsal? Rehearsal, ConversationIndexes Indexes)
{
    /// <summary>Its conversations, ready to be listed.</summary>
    public ConversationIndex Index => Rehearsal is null ? Indexes.Live : Indexes.Of(Rehearsal.Id, Studio);

    public bool IsSimulated => Rehearsal is not null;

    /// <summary>What the addresses of its conversations and decisions begin with.</summary>
    public string Root => Rehearsal is null ? "" : $"/rehearsals/{Rehearsal.Id}";
}

/// <summary>Finds the studio of an address.</summary>
public sealed class StudioViews(Studio live, RehearsalBottles bottles, RehearsalService rehearsals, ConversationIndexes indexes, PageActor actor)
{
    /// <returns>Null when there is no such rehearsal, or it has not begun.</returns>
    public async Task<StudioView?> FindAsync(Guid? rehearsal)
    {
        if (rehearsal is not { } id) return new StudioView(live, null, indexes);
        try
        {
            var row = await rehearsals.GetAsync(await actor.GetAsync(), id);
            return await Task.Run(() => bottles.FindAsync(id)) is { } bottle ? new StudioView(bottle, row, indexes) : null;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
