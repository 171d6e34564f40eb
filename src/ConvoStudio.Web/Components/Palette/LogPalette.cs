using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>Conversations by the first digits of their id, as lists show them; decisions by the whole id, which says where they stand.</summary>
internal sealed class LogPalette(Studio studio, LogInspection inspection, IStringLocalizer<PaletteTexts> texts) : IPaletteSource
{
    private const int MostFound = 5;

    public Task<IReadOnlyList<PaletteEntry>> ListAsync(PaletteScope scope) => Task.FromResult<IReadOnlyList<PaletteEntry>>([]);

    public Task<IReadOnlyList<PaletteEntry>> FindAsync(PaletteScope scope, string id)
    {
        List<PaletteEntry> found = [];
        if (scope.May(UseCase.ReadConversations))
            found.AddRange(inspection.FindConversations(Bound(id, '0'), Bound(id, 'f'), MostFound).Select(row => new PaletteEntry(
                PaletteGroup.Found, row.ExternalId ?? Readable.Short(row.PublicId), Icon.Chat, $"/conversations/{row.PublicId}", texts["Kind-Conversation"])));
        if (scope.May(UseCase.ReadDecisions) && Guid.TryParseExact(id, "N", out var decision) && HasDecision(decision))
            found.Add(new(PaletteGroup.Found, Readable.Short(decision), Icon.Dice, $"/decisions/{decision}", texts["Kind-Decision"]));
        return Task.FromResult<IReadOnlyList<PaletteEntry>>(found);
    }

    private static Guid Bound(string id, char digit) => Guid.ParseExact(id.PadRight(32, digit), "N");

    private bool HasDecision(Guid id)
    {
        try
        {
            return studio.Reader.Find(id) is not null;
        }
        catch (NotFoundException)
        {
            return false;
        }
    }
}
