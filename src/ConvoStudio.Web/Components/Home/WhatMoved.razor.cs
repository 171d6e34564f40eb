using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Home;

/// <summary>Conversion by policy over the last seven days. The chart is made once and given new points.</summary>
public sealed partial class WhatMoved
{
    /// <summary>Finished conversations a day needs to be drawn; the share of a handful jumps and says nothing.</summary>
    private const int Fewest = 20;

    private const int MostColors = 5;
    private static readonly ChartSetup _setup = new() { Height = 190, XName = "Day", YFormat = NumberFormat.Rate, Dots = true };
    private TrafficCourse _course = new([], [], Complete: false);
    private IReadOnlyList<ChartSeries> _series = [];
    private string _finding = "";

    [Inject] public required IConfigurations Configurations { get; init; }

    /// <summary>The policy that is drawn as the control.</summary>
    [Parameter] public string Champion { get; set; } = "";

    protected override void Look()
    {
        var before = _course;
        _course = Traffic.Course(Playbook);
        // The axis moves with the clock; only other numbers are news.
        if (_series.Count > 0 && Same(before, _course)) return;
        _series = [.. Drawn().Select((policy, place) => new ChartSeries(Name(policy), Color(policy, place), Points(policy)) { Dashed = policy.Policy == Champion })];
        _finding = string.Join(" · ", Drawn().Select(Finding));
    }

    private static bool Same(TrafficCourse before, TrafficCourse now) => before.Policies.Count == now.Policies.Count &&
        before.Policies.Zip(now.Policies).All(pair => pair.First.Policy == pair.Second.Policy && pair.First.Days.SequenceEqual(pair.Second.Days));

    // The champion first, as the control of a board; one day is a dot and no course.
    private IEnumerable<PolicyCourse> Drawn() => _course.Policies.Where(policy => policy.Days.Count(day => day.Finished >= Fewest) > 1).OrderByDescending(policy => policy.Policy == Champion);

    // A policy that is no longer in the playbook has only its key.
    private string Name(PolicyCourse policy) => Configurations.Find(Playbook)?.Configuration.Policies.FirstOrDefault(part => part.Id == policy.Policy)?.Name ?? policy.Policy;

    private string Color(PolicyCourse policy, int place)
    {
        if (policy.Policy == Champion) return "c0";
        var first = _course.Policies.Any(known => known.Policy == Champion) ? place : place + 1;
        return first <= MostColors ? $"c{first}" : "c0";
    }

    private List<ChartPoint> Points(PolicyCourse policy) =>
        [.. policy.Days.Select((day, at) => ChartPoint.At(_course.Ends[at], day.Finished >= Fewest ? (double)day.Converted / day.Finished : null))];

    private string Finding(PolicyCourse policy)
    {
        var last = policy.Days.Last(day => day.Finished >= Fewest);
        var interval = WilsonInterval.Of(last.Converted, last.Finished);
        return T["MovedFinding", Name(policy), Numbers.Rate((double)last.Converted / last.Finished), Numbers.Interval(interval.Low, interval.High, NumberFormat.Rate), Numbers.Count(last.Finished)];
    }
}
