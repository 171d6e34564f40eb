using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Layout;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>What the console itself brings: pages of the navigation, other playbooks, commands, the theme.</summary>
internal sealed class ShellPalette(
    NavigationMenu menu, IEnumerable<PaletteCommand> commands, IAuthorizationPolicyProvider policies, IAuthorizationService authorization,
    CurrentPlaybook current, ThemeState theme, IStringLocalizer<Ui> words, IStringLocalizer<PaletteTexts> texts) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteEntry>> ListAsync(PaletteScope scope)
    {
        List<PaletteEntry> entries = [];
        foreach (var group in await menu.ForAsync(scope.Person))
            entries.AddRange(group.Select(item => new PaletteEntry(
                PaletteGroup.Pages, words[item.TitleKey], item.Icon, item.Href, group.Key == NavigationGroup.Home ? null : words[$"Group{group.Key}"].Value)));
        entries.Add(new(PaletteGroup.Pages, words["Account"], Icon.User, "/account"));
        entries.Add(new(PaletteGroup.Pages, words["WordsTitle"], Icon.Book, "/words"));
        if (scope.Playbook is not null)
            entries.AddRange((await current.ListAsync()).Where(playbook => playbook.Key != scope.Playbook.Key).Select(playbook => new PaletteEntry(
                PaletteGroup.Playbooks, playbook.Name, Icon.Switch, Note: texts["SwitchTo"], Run: () => current.SelectAsync(playbook.Key))));
        foreach (var command in commands)
            if ((command.Needs is not { } needs || scope.May(needs)) && await command.Page.AllowsAsync(scope.Person, policies, authorization))
                entries.Add(new(PaletteGroup.Do, words[command.TextKey], command.Icon, command.Page.Href, Then: command.Then));
        entries.AddRange(ThemeChoice.Modes.Select(mode => new PaletteEntry(
            PaletteGroup.Do, texts[$"Theme-{mode}"], mode switch { "light" => Icon.Sun, "dark" => Icon.Moon, _ => Icon.Monitor }, Run: () => theme.SetAsync(mode))));
        return entries;
    }
}
