using System.Text;
using System.Text.RegularExpressions;
using Bunit;
using ConvoStudio.Web.Components;
using MudBlazor;

namespace ConvoStudio.Web.Tests.Components;

/// <summary>
/// MudThemeProvider would write its variables into an inline style element, anew for each theme. The same variables stand in wwwroot/css/mud-theme.css for both,
/// so that the content-security-policy forbids inline styles and a theme change is one attribute. Here the file is compared with what the provider would write;
/// on a difference the right content is left in artifacts/mud-theme.css.
/// </summary>
public sealed partial class MudThemeCssTests : ComponentTest
{
    [Fact]
    public void MudThemeCss_IsWhatMudBlazorMakesOfConvoTheme()
    {
        var light = Variables(dark: false);
        var dark = Variables(dark: true);
        Assert.True(light.Count > 100);
        Assert.NotEqual(light["--mud-palette-surface"], dark["--mud-palette-surface"]);

        var css = new StringBuilder("/* MudBlazor's variables for ConvoTheme, both themes. Written by MudThemeCssTests; change ConvoTheme.cs, run it and copy artifacts/mud-theme.css here. */\n:root {\n");
        foreach (var (name, value) in light) css.Append("  ").Append(name).Append(": ").Append(value).Append(";\n");
        css.Append("}\n[data-theme=\"dark\"] {\n");
        foreach (var (name, value) in dark.Where(pair => light.GetValueOrDefault(pair.Key) != pair.Value)) css.Append("  ").Append(name).Append(": ").Append(value).Append(";\n");
        css.Append("}\n");

        if (RepositoryFiles.Read("wwwroot", "css", "mud-theme.css") == css.ToString()) return;
        var place = Path.Combine(RepositoryFiles.Root, "artifacts", "mud-theme.css");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, css.ToString());
        Assert.Fail("wwwroot/css/mud-theme.css is not what ConvoTheme gives; the right content is in artifacts/mud-theme.css.");
    }

    private SortedDictionary<string, string> Variables(bool dark)
    {
        var provider = Render<MudThemeProvider>(parameters => parameters.Add(p => p.Theme, ConvoTheme.Create()).Add(p => p.IsDarkMode, dark));
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Declaration().Matches(provider.Markup)) variables[match.Groups[1].Value] = match.Groups[2].Value.Trim();
        if (dark || variables.Count == 0) File.WriteAllText(Path.Combine(Path.GetTempPath(), "mud-provider.html"), provider.Markup);
        return variables;
    }

    [GeneratedRegex("(--mud-[a-z0-9-]+)\\s*:\\s*([^;]+);")]
    private static partial Regex Declaration();
}
