using System.Globalization;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Uploads;
using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Api;

/// <summary>The one place where something that went wrong becomes an answer of the API.</summary>
internal static class ApiProblems
{
    /// <summary>After how many seconds a client that met a full or read-only log should come back.</summary>
    public const int RetryAfterSeconds = 2;

    /// <summary>Problem of an exception, its headers set. Anything unknown is a 500 that tells nothing of the inside.</summary>
    public static ApiProblem Of(HttpContext context, Exception exception)
    {
        ApiProblem Problem(int status, string detail) => ApiProblem.Of(context, status, detail);
        switch (exception)
        {
            case ValidationException invalid:
                return ApiProblem.Of(context, StatusCodes.Status400BadRequest, "Some fields are not right; errors names each of them.", invalid.Errors);
            case NotFoundException:
                return Problem(StatusCodes.Status404NotFound, exception.Message);
            case ForbiddenException:
                return Problem(StatusCodes.Status403Forbidden, "This key may not do this.");
            case ConflictException conflict:
                return ApiProblem.Of(context, StatusCodes.Status409Conflict, exception.Message, currentVersion: conflict.TheirVersion);
            case RequestConflictException or TransitionException:
                return Problem(StatusCodes.Status409Conflict, exception.Message);
            case PayloadTooLargeException or RequestTooLargeException:
                return Problem(StatusCodes.Status413PayloadTooLarge, exception.Message);
            case BadHttpRequestException bad:
                return Problem(bad.StatusCode, DetailOf(context, bad.StatusCode));
            case LogBusyException or LogWriteException or NotYetInForceException:
                context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                return Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    exception is NotYetInForceException ? exception.Message : "The studio takes nothing right now and has changed nothing. Send the same request again after a moment.");
            default:
                return Problem(StatusCodes.Status500InternalServerError, DetailOf(context, StatusCodes.Status500InternalServerError));
        }
    }

    /// <summary>Problem of an answer that has a status and no body.</summary>
    public static ApiProblem OfStatus(HttpContext context) => ApiProblem.Of(context, context.Response.StatusCode, DetailOf(context, context.Response.StatusCode));

    private static string DetailOf(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => $"Send a valid key in the header {ApiKeyDefaults.Header}.",
        StatusCodes.Status403Forbidden => ScopesOf(context),
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method; Allow names those it takes.",
        StatusCodes.Status413PayloadTooLarge => "The request is too large.",
        StatusCodes.Status415UnsupportedMediaType => "Send application/json.",
        StatusCodes.Status429TooManyRequests => "This key has sent too many requests. Wait as long as Retry-After says.",
        >= 500 => "Something went wrong inside the studio. Its log has the details under this traceId.",
        _ => "The request cannot be understood.",
    };

    private static string ScopesOf(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is not { } operation)
            return "This key may not do this.";
        return $"This key may not do this; it needs the scope {string.Join(" or ", operation.ScopeWords)}.";
    }
}
