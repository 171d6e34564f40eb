using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Decisions;

/// <summary>Whether a conversation takes part in an experiment, and with which arm. Pure.</summary>
internal static class ExperimentRouting
{
    /// <summary>The arm with its chance and the assignment to log, or null when the experiment leaves the conversation to the next step.</summary>
    /// <returns><see cref="AssignmentPayload"/> is null when the conversation has its arm already.</returns>
    public static (ArmPart Arm, double Chance, AssignmentPayload? Assignment)? Find(ExperimentPart experiment, RoutedConversation conversation, ReadOnlySpan<byte> secret)
    {
        if (!experiment.Running || experiment.Arms.All(a => a.Share == 0))
            return null;
        if (conversation.Assignments.TryGetValue(experiment.Key, out var before) && ArmOf(experiment, before) is { } kept)
            return (kept, Chance(before), null);
        var unit = conversation.UnitOf(experiment.Plan);
        if (experiment.Plan is { Unit: ExperimentUnit.Customer } && conversation.Earlier.TryGetValue(experiment.Key, out var earlier) && ArmOf(experiment, earlier) is { } arm)
            return conversation.IsFirst ? (arm, Chance(earlier), earlier with { Repeats = true }) : null;
        if (experiment.Plan is { } plan && !(before is not null || (conversation.IsFirst && TakesPart(plan, conversation, unit, secret))))
            return null;
        // Its first arm was retired: it goes on with another one, and is counted where it began.
        var assignment = Assign(experiment, conversation, unit, secret) with { Repeats = experiment.Plan is not null && before is not null };
        return (experiment.Arms.First(a => a.Key == assignment.Arm), Chance(assignment), assignment);
    }

    /// <summary>Bucket of a unit in a layer, from 0; the same for every experiment of the layer.</summary>
    public static int BucketOf(string layer, string unit, ReadOnlySpan<byte> secret) =>
        (int)((ulong)Draw.Of(secret, $"layer|{layer}", unit) * BucketRange.Whole >> 32);

    private static bool TakesPart(ExperimentPlan plan, RoutedConversation conversation, string unit, ReadOnlySpan<byte> secret)
    {
        foreach (var clause in plan.Audience)
            if (!Holds(clause, conversation))
                return false;
        var bucket = BucketOf(plan.Layer, unit, secret);
        foreach (var range in plan.Buckets)
            if (range.Holds(bucket))
                return true;
        return false;
    }

    private static bool Holds(AudienceClause clause, RoutedConversation conversation)
    {
        var value = clause.Fact == AudienceClause.Channel ? FactValue.Of(conversation.Channel) : conversation.Facts.GetValueOrDefault(clause.Fact);
        if (!value.IsKnown)
            return false;
        return clause.Test switch
        {
            AudienceTest.IsKnown => true,
            AudienceTest.IsOneOf => clause.Values.Contains(Word(value), StringComparer.Ordinal),
            AudienceTest.IsNoneOf => !clause.Values.Contains(Word(value), StringComparer.Ordinal),
            AudienceTest.AtLeast => value.Kind == FactValueKind.Number && value.Number >= Number(clause),
            _ => value.Kind == FactValueKind.Number && value.Number <= Number(clause),
        };
    }

    private static string Word(FactValue value) => value.Kind switch
    {
        FactValueKind.Word => value.Word!,
        FactValueKind.Flag => value.Number != 0 ? "true" : "false",
        _ => value.Number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static double Number(AudienceClause clause) => double.Parse(clause.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture);

    private static AssignmentPayload Assign(ExperimentPart experiment, RoutedConversation conversation, string unit, ReadOnlySpan<byte> secret)
    {
        var moved = experiment.Plan?.Allocation is null ? null : conversation.Shares.Find(experiment);
        var shares = new uint[experiment.Arms.Count];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = moved is null ? experiment.Arms[i].Share : moved.Shares.GetValueOrDefault(experiment.Arms[i].Key);
        var draw = Draw.Of(secret, $"experiment|{experiment.Key}|{experiment.Epoch}", unit);
        var arm = experiment.Arms[ShareDraw.Pick(shares, draw)];
        return new(experiment.Key, experiment.Epoch, unit, [.. experiment.Arms.Select(a => a.Key)], shares, draw, arm.Key, moved?.Sequence ?? 0);
    }

    private static ArmPart? ArmOf(ExperimentPart experiment, AssignmentPayload assignment)
    {
        foreach (var arm in experiment.Arms)
            if (arm.Key == assignment.Arm)
                return arm;
        return null;
    }

    private static double Chance(AssignmentPayload assignment)
    {
        double total = 0, share = 0;
        for (var i = 0; i < assignment.Arms.Count; i++)
        {
            total += assignment.Shares[i];
            share += assignment.Arms[i] == assignment.Arm ? assignment.Shares[i] : 0;
        }

        return share / total;
    }
}
