using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Products;
using Xunit;

namespace ConvoStudio.Application.Tests.Decisions;

public sealed class UtteranceAnswerTests
{
    [Theory]
    [InlineData("de-AT", "loyal", "Nur 59\u00A0€ für Sie als loyal", "de")]
    [InlineData("fr", "loyal", "Only €59 for a loyal customer", "en")]
    [InlineData("fr", null, null, "en")]
    public async Task Decide_FillsTheTemplateOfTheConversationsLocale_OrSaysWhatWasMissing_AndReplaysAlike(string locale, string? segment, string? said, string chosen)
    {
        await using var harness = await StudioHarness.StartAsync(Configuration());
        var facts = segment is null ? StudioHarness.Facts("new", 1, minor: false).Where(f => f.Key != "segment").ToDictionary() : StudioHarness.Facts(segment, 1, minor: false);
        var opened = await harness.Studio.Conversations.OpenAsync(
            new OpenConversation("key", StudioHarness.Playbook, "c", null, "web", null, null, locale, facts, null), harness.NextIdentity());
        var decision = StudioHarness.Read<DecisionAnswer>(await harness.Studio.Decisions.DecideAsync(
            StudioHarness.Read<OpenedAnswer>(opened).ConversationId, ["recommend-gold"], harness.NextIdentity()));
        Assert.Equal((said, chosen), (decision.Action.Utterance, decision.Action.Locale));
        Assert.Equal(said is null ? "fact.segment" : null, decision.Action.UtteranceMissing);
        var replay = await harness.Studio.Replay.ReplayAsync(decision.DecisionId);
        Assert.True(replay.Identical, replay.FirstDifference);
    }

    [Fact]
    public void Configuration_WithoutTemplatesOrProducts_HasTheJsonOfTheFirstVersion()
    {
        var json = System.Text.Encoding.UTF8.GetString(ConfigurationHash.CanonicalBytes(StudioHarness.Configuration()));
        Assert.DoesNotContain("products", json, StringComparison.Ordinal);
        Assert.DoesNotContain("utterances", json, StringComparison.Ordinal);
        Assert.DoesNotContain("note", json, StringComparison.Ordinal);
    }

    private static PlaybookConfiguration Configuration()
    {
        var plain = StudioHarness.Configuration(running: false);
        return plain with
        {
            Definition = plain.Definition with
            {
                Products = [new OfferedProduct("gold", "Gold card", 59m, "EUR")],
                Actions = [.. plain.Definition.Actions.Select(a => a.Key != "recommend-gold" ? a : a with
                {
                    Utterance = "Only {product.price} for a {fact.segment} customer",
                    Utterances = new Dictionary<string, string> { ["de"] = "Nur {product.price} für Sie als {fact.segment}" },
                })],
            },
        };
    }
}
