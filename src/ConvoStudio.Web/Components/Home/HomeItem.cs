using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Home;

/// <summary>Where an item of the home page stands.</summary>
public enum HomePlace
{
    /// <summary>Somebody must decide or do something; also counted in the navigation.</summary>
    Waits,

    /// <summary>Something does not work as it should.</summary>
    Unhealthy,
}

/// <summary>A line of the home page.</summary>
/// <param name="Under">Address of the navigation line that counts it, for <see cref="HomePlace.Waits"/>; <see cref="Meaning.Bad"/> makes the count red.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="At">Since when; null when that is not known.</param>
public sealed record HomeItem(HomePlace Place, Meaning Meaning, string Icon, string Title, string Text, string Under, string Href, DateTimeOffset? At = null);

/// <summary>What a feature has to say on the home page and as a count in the navigation. One line joins it: <c>services.AddScoped&lt;IHomeSource, ThingsWaiting&gt;()</c>.</summary>
public interface IHomeSource
{
    /// <summary>Asked with each page a person opens, so it answers from a few indexed rows or from memory. It leaves out what the person may not open.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="playbook">The current one; null while there is none.</param>
    Task<IReadOnlyList<HomeItem>> FindAsync(IActor actor, PlaybookListItem? playbook);
}
