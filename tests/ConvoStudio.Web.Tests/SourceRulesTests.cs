using System.Text.RegularExpressions;

namespace ConvoStudio.Web.Tests;

/// <summary>What the console's source must not hold, because the content-security-policy or a reader would stumble over it.</summary>
public sealed partial class SourceRulesTests
{
    private static readonly string Web = Path.Combine(RepositoryFiles.Root, "src", "ConvoStudio.Web");

    [Fact]
    public void Components_DoNotUseWhatWritesStyleElements()
    {
        var found = Sources("*.razor", "*.cs").Where(file => StyleWriters().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Empty(found);
    }

    [Fact]
    public void Texts_UsedByTheShell_AreInTheResources()
    {
        var keys = ResourceKey().Matches(RepositoryFiles.Read("src", "ConvoStudio.Web", "Resources", "Ui.resx")).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var missing = Sources("*.razor", "*.cs").Where(file => file.Contains($"{Path.DirectorySeparatorChar}Layout{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || file.Contains($"{Path.DirectorySeparatorChar}Common{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || file.Contains($"{Path.DirectorySeparatorChar}Account{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => UsedKey().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Where(key => !keys.Contains(key)).Distinct();
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Sources(params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Web, "Components"), pattern, SearchOption.AllDirectories));

    [GeneratedRegex(@"\bISnackbar\b|<MudSnackbarProvider|<MudThemeProvider|<style\b|<MudChart\b")]
    private static partial Regex StyleWriters();

    [GeneratedRegex("<data name=\"([^\"]+)\"")]
    private static partial Regex ResourceKey();

    [GeneratedRegex(@"\bL\[""([^""]+)""")]
    private static partial Regex UsedKey();
}
