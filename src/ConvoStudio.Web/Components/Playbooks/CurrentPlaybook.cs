using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Playbooks;

/// <summary>The playbook everything on the page belongs to. Kept in a cookie of this browser, so that the first answer of the server is already right.</summary>
public sealed class CurrentPlaybook(PlaybookService playbooks, PageActor actor, IHttpContextAccessor http, IJSRuntime js)
{
    public const string CookieName = "cs-playbook";
    private IReadOnlyList<PlaybookListItem>? _all;

    /// <summary>Another playbook was chosen, or the list changed. Raised on the dispatcher of the circuit.</summary>
    public event EventHandler? Changed;

    /// <summary>What the browser remembers; handed from the prerendered page to its circuit.</summary>
    [PersistentState]
    public string? Key { get; set; }

    /// <summary>The chosen one; else the first of the list; null when there is none yet.</summary>
    public async Task<PlaybookListItem?> GetAsync()
    {
        var all = await ListAsync();
        // Only an answer being made carries the cookie; in the circuit the key came along with the page.
        Key ??= http.HttpContext?.Request.Cookies[CookieName];
        return all.FirstOrDefault(playbook => playbook.Key == Key) ?? (all is [var first, ..] ? first : null);
    }

    public async Task<IReadOnlyList<PlaybookListItem>> ListAsync() => _all ??= await playbooks.ListAsync(await actor.GetAsync());

    /// <summary>Makes a playbook the current one, also after a reload. It may be new: the list is read again.</summary>
    public async Task SelectAsync(string key)
    {
        (Key, _all) = (key, null);
        await js.CallAsync("./js/playbook.js", "remember", CookieName, key);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Something in the list changed: names, counts, champions.</summary>
    public void Refresh()
    {
        _all = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
