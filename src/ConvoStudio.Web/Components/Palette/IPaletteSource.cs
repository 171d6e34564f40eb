using System.Security.Claims;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>Who searches, and in which playbook.</summary>
/// <param name="Playbook">Null while there is none.</param>
public sealed record PaletteScope(IActor Actor, ClaimsPrincipal Person, PlaybookListItem? Playbook)
{
    public bool May(UseCase useCase) => RoleTable.Allows(Actor, useCase);
}

/// <summary>
/// What a feature brings to the palette. One line joins it: <c>services.AddScoped&lt;IPaletteSource, ThingPalette&gt;()</c>.
/// A command that only opens a page needs no source: <c>services.AddPaletteCommand(PaletteCommand.For&lt;NewThingPage&gt;("New thing", Icon.Plus))</c>.
/// </summary>
public interface IPaletteSource
{
    /// <summary>Everything the person may open, read once each time the palette opens.</summary>
    Task<IReadOnlyList<PaletteEntry>> ListAsync(PaletteScope scope);

    /// <summary>Things whose id begins so, as <c>#3f2a91bc</c> asks for them.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">4 to 32 hex digits, lower case.</param>
    Task<IReadOnlyList<PaletteEntry>> FindAsync(PaletteScope scope, string id) => Task.FromResult<IReadOnlyList<PaletteEntry>>([]);
}
