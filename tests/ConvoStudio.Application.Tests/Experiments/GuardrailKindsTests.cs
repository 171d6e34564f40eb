using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

/// <summary>Guardrails on what must not rise, and with limits that do not hang on control.</summary>
public sealed class GuardrailKindsTests
{
    [Theory]
    [InlineData("complaint", ExperimentMetric.Complaint, "the share of complaints of Other is at least ")]
    [InlineData("opt-out", ExperimentMetric.OptOut, "the share of opt-outs of Other is at least ")]
    [InlineData("hand-over", ExperimentMetric.HandOver, "the share of hand-overs of Other is at least ")]
    public async Task FindNew_WhatMustNotRise_IsBreachedByTheArmThatDoesIt(string what, ExperimentMetric metric, string words)
    {
        await using var harness = await StudioHarness.StartAsync(Guarded(new GuardrailPart(metric, 0.05, GuardrailEffect.PauseExperiment, GuardrailHarm.Rises)));
        await PlayAsync(harness, 100, what);
        var breach = Assert.Single(harness.Studio.Guardrails.FindNew());
        Assert.Equal(("treatment", metric.ToString(), true, false), (breach.Arm, breach.Metric, breach.Rises, breach.Fixed));
        Assert.True(breach.Low > breach.Margin && breach.Difference > breach.Low);
        Assert.Contains(words, GuardrailActions.Reason(breach, "Other"), StringComparison.Ordinal);
        Assert.EndsWith("above control, and 5.0 points were allowed.", GuardrailActions.Reason(breach, "Other"), StringComparison.Ordinal);
        await harness.Studio.Guardrails.RecordAsync(breach);
        await harness.ReopenAsync();
        Assert.Empty(harness.Studio.Guardrails.FindNew());
        Assert.Equal(breach, Assert.Single(harness.Studio.Guardrails.Of("first")).Payload);
    }

    [Fact]
    public async Task FindNew_FixedLimits_LookAtTheArmAlone()
    {
        await using var harness = await StudioHarness.StartAsync(Guarded(
            new GuardrailPart(ExperimentMetric.Conversion, 0.5, GuardrailEffect.PauseArm, Limit: GuardrailLimit.Fixed),
            new GuardrailPart(ExperimentMetric.Complaint, 0.3, GuardrailEffect.PauseArm, GuardrailHarm.Rises, GuardrailLimit.Fixed)));
        // Nobody of either arm buys: against control all would be well.
        await PlayAsync(harness, 100, "complaint");
        var breaches = harness.Studio.Guardrails.FindNew();
        Assert.Equal(["Conversion", "Complaint"], breaches.Select(b => b.Metric));
        Assert.Matches("^A guardrail was breached: conversion of Other is at most [0-9.]+ %, and must not fall below 50.0 %.$", GuardrailActions.Reason(breaches[0], "Other"));
        Assert.Matches("^A guardrail was breached: the share of complaints of Other is at least [0-9.]+ %, and must not rise above 30.0 %.$", GuardrailActions.Reason(breaches[1], "Other"));
    }

    [Fact]
    public async Task Read_NothingHappens_IsFine_AndSaysHowFarItIs()
    {
        await using var harness = await StudioHarness.StartAsync(Guarded(new GuardrailPart(ExperimentMetric.HandOver, 0.2, GuardrailEffect.PauseArm, GuardrailHarm.Rises)));
        await PlayAsync(harness, 100, "nothing");
        var frame = harness.Studio.Metrics.Latest("first")!;
        var line = Assert.Single(GuardrailWatch.Read(frame.Plan!, frame));
        Assert.Equal((GuardrailState.Fine, 0.0, 0.2), (line.Reading.State, line.Reading.Used, line.Reading.Distance));
        Assert.Empty(harness.Studio.Guardrails.FindNew());
    }

    [Fact]
    public async Task Change_ComplaintTakenBack_CountsNoMore()
    {
        await using var harness = await StudioHarness.StartAsync(Guarded(new GuardrailPart(ExperimentMetric.Complaint, 0.05, GuardrailEffect.PauseArm, GuardrailHarm.Rises)));
        var id = await harness.OpenConversationAsync();
        await harness.DecideAsync(id);
        await harness.ReportAsync(id, 0);
        await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome("complaint", 1), harness.NextIdentity());
        Assert.Equal(1, Complaints(harness));
        await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome("complaint", 0), harness.NextIdentity());
        Assert.Equal(0, Complaints(harness));
    }

    [Fact]
    public void HandOver_IsTheActOfThePlaybooksFallback() => Assert.True(LogFields.HandOver.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(Application.Playbooks.Playbook.FallbackAct)));

    private static long Complaints(StudioHarness harness)
    {
        harness.Studio.Metrics.Advance();
        return harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.Complaints);
    }

    private static PlaybookConfiguration Guarded(params GuardrailPart[] guardrails)
    {
        var configuration = StudioHarness.Configuration();
        return configuration with
        {
            Policies = [.. configuration.Policies, new PolicyPart("asks", "Asks", PolicyKind.FixedAction, Floor: 0, Action: 1), new PolicyPart("greets", "Greets", PolicyKind.FixedAction, Floor: 0, Action: 0)],
            Experiments =
            [
                new ExperimentPart(
                    "first", "First", 1, true, [new ArmPart("control", "Asks", "asks", 1, true), new ArmPart("treatment", "Other", "greets", 1, false)],
                    ExperimentPlan.Usual with { Guardrails = guardrails }),
            ],
        };
    }

    // Whatever goes wrong goes wrong after a greeting, which only the treatment does.
    private static async Task PlayAsync(StudioHarness harness, int conversations, string what)
    {
        for (var i = 0; i < conversations; i++)
        {
            var id = await harness.OpenConversationAsync($"customer-{i}");
            var greeted = (await harness.DecideAsync(id)).Action.Key == "greet";
            await harness.SayAsync(id, Speaker.Agent, greeted && what == "hand-over" ? "hand-over" : "ask");
            if (greeted && (what is "complaint" or "opt-out"))
                await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome(what, 1), harness.NextIdentity());
            await harness.ReportAsync(id, 0);
        }

        harness.Studio.Metrics.Advance();
    }
}
