using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Decisions;

public sealed class DecisionExplainerTests
{
    private static readonly IActor Analyst = Actor.Person("a", "Ana", [Roles.Analyst]);

    [Fact]
    public async Task Explain_OldDecisionOfALearnerThatLearntOn_AddsUpToTheStoredScores()
    {
        await using var harness = await LearntAsync();
        var explained = 0;
        foreach (var row in Decisions(harness).Where(d => d.Policy == "learner"))
        {
            var explanation = harness.Studio.Explainer.Explain(Analyst, row.DecisionId);
            Assert.True(explanation.Faithful);
            Assert.Equal(0.02 / row.Eligible.Count, explanation.FloorShare);
            for (var i = 0; i < row.Eligible.Count; i++)
            {
                var action = explanation.Actions[i];
                Assert.Equal(row.Scores[i], action.Start + action.Reasons.Sum(r => r.Part), 1e-10);
                Assert.Equal(row.Widths[i], action.Width);
                Assert.Equal(row.Weights[i] / 4294967296.0, explanation.FloorShare + action.OwnChance, 1e-9);
                Assert.Equal(0, action.Bonus);
            }

            explained += explanation.Actions.Any(a => a.Reasons.Count > 0) ? 1 : 0;
        }

        Assert.True(explained > 3);
    }

    [Fact]
    public async Task Explain_FactThatBecameProtected_IsNotNamed()
    {
        await using var harness = await LearntAsync();
        var row = Decisions(harness).Last(d => d.Policy == "learner");
        Assert.Contains(AllReasons(harness, row), r => r is { Subject: ReasonSubject.Fact, Key: "segment", Value.Kind: FactValueKind.Word });

        var edited = StudioHarness.Configuration(2);
        await harness.Studio.Configurations.ActivateAsync(
            edited with
            {
                Definition = edited.Definition with { Facts = [.. edited.Definition.Facts.Select(f => f.Key == "segment" ? f with { Usages = FactUsages.Rules } : f)] },
                Encoder = new EncoderSchema([.. edited.Encoder.Slots.Select(s => s.Key == "segment" ? new EncoderSlot(SlotSource.Retired) : s)]),
            },
            "test");
        Assert.DoesNotContain(AllReasons(harness, row), r => r.Key == "segment");
        Assert.Contains(AllReasons(harness, row), r => r.Subject == ReasonSubject.Other);
        Assert.DoesNotContain(AllReasons(harness, row), r => r.Key == "minor");
    }

    [Fact]
    public async Task Explain_Administrator_IsRefused()
    {
        await using var harness = await LearntAsync(conversations: 1);
        var administrator = Actor.Person("d", "Dora", [Roles.Administrator]);
        Assert.Throws<ForbiddenException>(() => harness.Studio.Explainer.Explain(administrator, Decisions(harness)[0].DecisionId));
    }

    private static IEnumerable<Reason> AllReasons(StudioHarness harness, DecisionPayload row) =>
        harness.Studio.Explainer.Explain(Analyst, row.DecisionId).Actions.SelectMany(a => a.Reasons);

    private static async Task<StudioHarness> LearntAsync(int conversations = 16)
    {
        var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < conversations; i++)
        {
            await harness.PlayAsync(i);
            await harness.Studio.Learner.AdvanceAsync();
        }

        return harness;
    }

    private static List<DecisionPayload> Decisions(StudioHarness harness) =>
        [.. harness.Studio.Log.Read(0, 1000).Where(e => e.Kind == LogKind.Decision).Select(LogPayloads.Read<DecisionPayload>)];
}
