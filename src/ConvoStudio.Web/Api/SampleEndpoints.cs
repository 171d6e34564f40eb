using ConvoStudio.Application.People;
using ConvoStudio.Application.Samples;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>A sample playbook that can be loaded.</summary>
/// <param name="Locales">Locales its actions have words in.</param>
/// <param name="Loaded">Playbooks already made from it.</param>
internal sealed record SampleView(
    string Key, string Industry, string Name, string About, int Products, int Facts, int Actions, int Rules, int Lines, IReadOnlyList<string> Locales, int Loaded);

/// <summary>Which sample.</summary>
internal sealed record LoadSampleRequest(string? Sample);

/// <summary>A playbook made from a sample, with the key of its experiment: a draft that can be rehearsed.</summary>
internal sealed record LoadedSampleView(string Playbook, string Name, string Experiment);

/// <summary>Sample playbooks. Whatever they show is invented.</summary>
internal static class SampleEndpoints
{
    public static void MapSamples(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/samples", ListAsync).Is(new(UseCase.CreatePlaybook, "List the sample playbooks", StatusCodes.Status200OK, typeof(IReadOnlyList<SampleView>)));
        api.MapPost("/playbooks/samples", LoadAsync).Is(new(
            UseCase.CreatePlaybook, "Load a sample playbook", StatusCodes.Status201Created, typeof(LoadedSampleView), typeof(LoadSampleRequest),
            """{"sample":"card-offers"}""", "Loading a sample again makes a second playbook with a number after its name."));
    }

    private static async Task<IResult> ListAsync(HttpContext context, SamplePlaybooks samples) => TypedResults.Json(
        [.. (await samples.ListAsync(context.KeyActor(), context.RequestAborted)).Select(s => new SampleView(
            s.Key, s.Industry, s.Name, s.About, s.Products, s.Facts, s.Actions, s.Rules, s.Lines, s.Locales, s.Loaded))],
        ApiAnswerJson.Default.IReadOnlyListSampleView);

    private static async Task<IResult> LoadAsync(HttpContext context, SamplePlaybooks samples)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.LoadSampleRequest)).Value;
        var loaded = await samples.LoadAsync(context.KeyActor(), request.Sample ?? "", context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{loaded.Playbook}";
        return TypedResults.Json(
            new LoadedSampleView(loaded.Playbook, loaded.Name, loaded.Experiment), ApiAnswerJson.Default.LoadedSampleView, statusCode: StatusCodes.Status201Created);
    }
}
