using System.Text.RegularExpressions;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Decisions;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Tests.Components.Decisions;

/// <summary>Every text the live pages name is there; a missing one would show its key.</summary>
public sealed partial class TextsTests
{
    [Theory]
    [InlineData("LiveMetrics", "LiveMetricsTexts")]
    [InlineData("Experiments", "ExperimentTexts")]
    [InlineData("Simulations", "RehearsalTexts")]
    [InlineData("Conversations", "ConversationTexts")]
    [InlineData("Decisions", "ConversationTexts")]
    [InlineData("Policies", "PolicyTexts")]
    public void Texts_UsedByAFeature_AreInItsResources(string folder, string resources)
    {
        var keys = ResourceKey().Matches(RepositoryFiles.Read("src", "ConvoStudio.Web", "Resources", resources + ".resx")).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var used = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "ConvoStudio.Web", "Components", folder), "*.*", SearchOption.AllDirectories)
            .SelectMany(file => UsedKey().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Where(key => !keys.Contains(key)).Distinct());
    }

    [Fact]
    public void SlotNames_ExistForEverySource()
    {
        var texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<ConversationTexts>>();
        Assert.All(Enum.GetValues<SlotSource>(), source => Assert.DoesNotContain("Slot", SlotName.Of(new EncoderSlot(source, "monthly_spend", "new"), texts), StringComparison.Ordinal));
        Assert.Equal("monthly spend = new", SlotName.Of(new EncoderSlot(SlotSource.FactWord, "monthly_spend", "new"), texts));
    }

    [GeneratedRegex("<data name=\"([^\"]+)\"")]
    private static partial Regex ResourceKey();

    [GeneratedRegex(@"(?:\bT|\btexts)\[""([^""]+)""")]
    private static partial Regex UsedKey();
}
