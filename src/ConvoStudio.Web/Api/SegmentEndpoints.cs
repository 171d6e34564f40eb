using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Web.Api;

/// <summary>Segments of an experiment as JSON or CSV.</summary>
internal static class SegmentEndpoints
{
    public static void MapSegments(this IEndpointRouteBuilder api) => api.MapGet("/experiments/{key}/segments", ReadAsync).Is(new(
        UseCase.ReadLiveMetrics, "Read an experiment by segment", StatusCodes.Status200OK, typeof(SegmentTableView),
        Description: "by: channel, or a fact that policies may use. arm: the treatment, the first one by default. format: json or csv. Units are read one by one, so a long log takes seconds."));

    private static async Task<IResult> ReadAsync(
        string key, HttpContext context, ExperimentService experiments, SegmentService segments, Studio studio, string? by = null, string? arm = null, string? format = null)
    {
        var (actor, experiment) = (context.KeyActor(), await experiments.GetAsync(context.KeyActor(), key, context.RequestAborted));
        var units = await segments.ReadAsync(actor, studio, experiment.PlaybookKey, key, cancellationToken: context.RequestAborted);
        var treatments = experiment.Arms.Where(one => !one.Control).OrderBy(one => one.Position).Select(one => one.Key).ToList();
        var treatment = arm ?? treatments.FirstOrDefault();
        var dimension = units is null ? null : SegmentDimension.Of(units).FirstOrDefault(one => one.Key == (by ?? SegmentDimension.Channel));
        new FieldErrors()
            .Require(format is null or "json" or "csv", nameof(format), "Choose json or csv.")
            .Require(treatment is not null && treatments.Contains(treatment), nameof(arm), $"Choose a treatment: {string.Join(", ", treatments)}.")
            .Require(units is null || dimension is not null, nameof(by), $"Choose {string.Join(", ", units is null ? [] : SegmentDimension.Of(units).Select(one => one.Key))}.")
            .ThrowIfAny();
        var view = units is null || dimension is null || units.Frame.Arms.All(one => one.Key != treatment)
            ? SegmentTableView.Empty(experiment, by ?? SegmentDimension.Channel, treatment!)
            : SegmentTableView.Of(key, SegmentTable.Of(units, dimension, treatment!));
        return format == "csv"
            ? TypedResults.Text(view.ToCsv(), "text/csv; charset=utf-8")
            : TypedResults.Json(view, ApiAnswerJson.Default.SegmentTableView);
    }
}
