using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace ConvoStudio.Web.Api;

/// <summary>What went wrong, as application/problem+json (RFC 9457).</summary>
/// <param name="Detail">For a person: what is wrong and what to do.</param>
/// <param name="TraceId">Short id of the request; the server's log carries it too.</param>
/// <param name="Errors">For status 400: messages by field, in the request's own spelling.</param>
/// <param name="CurrentVersion">For status 409 on an edit: the version that is stored now.</param>
public sealed record ApiProblem(
    string Type, string Title, int Status, string Detail, string TraceId,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null, int? CurrentVersion = null)
{
    public const string ContentType = "application/problem+json";

    public static ApiProblem Of(
        HttpContext context, int status, string detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null, int? currentVersion = null) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, context.TraceIdentifier, errors, currentVersion);

    /// <summary>Writes it as the whole answer.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(this, ApiProblemJson.Default.ApiProblem, ContentType, context.RequestAborted);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiProblem))]
internal sealed partial class ApiProblemJson : JsonSerializerContext;
