using ConvoStudio.Application.Log;

namespace ConvoStudio.Web.Api;

/// <summary>Every answer under /api that is an error is problem+json: no page, no redirect, no stack trace.</summary>
internal sealed class ApiProblemMiddleware(RequestDelegate next, ILogger<ApiProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await RunAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            var problem = ApiProblems.Of(context, exception);
            Log(context, exception, problem.Status);
            await problem.WriteAsync(context);
            return;
        }

        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
            await ApiProblems.OfStatus(context).WriteAsync(context);
    }

    private Task RunAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // The router's own answer to a method that an address does not take: it has no metadata, and must not end at the sign-in of people.
        return endpoint is { Metadata.Count: 0, RequestDelegate: { } answer } ? answer(context) : next(context);
    }

    private void Log(HttpContext context, Exception exception, int status)
    {
        if (exception is LogBusyException or LogWriteException)
            logger.LogWarning(exception, "{Method} {Path} could not be taken; request {TraceId}", context.Request.Method, context.Request.Path, context.TraceIdentifier);
        else if (status >= StatusCodes.Status500InternalServerError)
            logger.LogError(exception, "{Method} {Path} failed; request {TraceId}", context.Request.Method, context.Request.Path, context.TraceIdentifier);
    }
}
