//! `GET /openapi.json`: this API in OpenAPI 3.1, its shapes made from the Rust types.

use axum::http::StatusCode;
use axum::response::Response;
use linchpin_lab::page::MOST_ARTICLE;
use linchpin_lab::wire::page::{
    Answer, ExploreSetting, ExploredAnswer, GameAnswer, GameSetting, ImpactSetting, PageModel, PageModelLine, PageReading,
    PathsAnswer, PathsSetting, QueueShown, RefusalShown, Setting, line,
};
use linchpin_lab::wire::{ContractReport, DisputeReport, ImpactShown, TimelineReport};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::refuse;

pub(crate) async fn openapi() -> Response {
    refuse::json(StatusCode::OK, line(&document()))
}

/// The document.
pub fn document() -> Value {
    let settings = || SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    // A field that may be left out of a question stands in every answer.
    let (mut shapes, mut asked) = (settings().for_serialize().into_generator(), settings().for_deserialize().into_generator());
    let models = shapes.subschema_for::<Vec<PageModelLine>>();
    let model = shapes.subschema_for::<PageModel>();
    let answer = shapes.subschema_for::<Answer>();
    let queue = shapes.subschema_for::<QueueShown>();
    let setting = asked.subschema_for::<Setting>();
    let explore_setting = asked.subschema_for::<ExploreSetting>();
    let explored = shapes.subschema_for::<ExploredAnswer>();
    let paths_setting = asked.subschema_for::<PathsSetting>();
    let paths = shapes.subschema_for::<PathsAnswer>();
    let game_setting = asked.subschema_for::<GameSetting>();
    let game = shapes.subschema_for::<GameAnswer>();
    let (contract, timeline) = (shapes.subschema_for::<ContractReport>(), shapes.subschema_for::<TimelineReport>());
    let disputes = shapes.subschema_for::<Vec<DisputeReport>>();
    let reading = shapes.subschema_for::<PageReading>();
    let impact_setting = asked.subschema_for::<ImpactSetting>();
    let impact = shapes.subschema_for::<ImpactShown>();
    let refusal = shapes.subschema_for::<RefusalShown>();
    let mut schemas = shapes.take_definitions(true);
    schemas.extend(asked.take_definitions(true));
    let refused = |why: &str| json!({ "description": why, "content": { "application/json": { "schema": refusal } } });
    let fine =
        |shape: &schemars::Schema| json!({ "description": "Fine.", "content": { "application/json": { "schema": shape } } });
    let get = |summary: &str, id: &str, shape: &schemars::Schema, parameters: Value, more: &[(&str, &str)]| {
        let mut responses = json!({ "200": fine(shape), "400": refused("No Host, or several."), "401": refused("The token is missing."), "403": refused("A wrong Host or Origin.") });
        for (status, why) in more {
            responses[*status] = refused(why);
        }
        json!({ "get": { "summary": summary, "operationId": id, "parameters": parameters, "responses": responses } })
    };
    let post = |summary: &str, id: &str, body: &schemars::Schema, fine: Value| {
        let responses = json!({
            "200": fine,
            "400": refused("No Host, or several."),
            "401": refused("The token is missing."),
            "403": refused("A wrong Host or Origin."),
            "404": refused("No such model here."),
            "408": refused("The question took too long to arrive."),
            "413": refused("The question is larger than 64 KiB."),
            "415": refused("The question is not marked as JSON."),
            "422": refused("The question does not fit the model, or asks for too much."),
            "503": refused("Too many questions wait; ask again in a moment."),
        });
        json!({ "post": {
            "summary": summary, "operationId": id, "responses": responses,
            "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        } })
    };
    let stream = |each: &str, answer: &schemars::Schema| {
        json!({
            "description": format!(
                "Server-sent events: `queue` (a QueueShown) while it waits, `answer` {each}, `done` at the end, or `refusal` (a \
                 RefusalShown). Closing the connection stops the run."
            ),
            "content": { "text/event-stream": {
                // The shape of one event; what its data holds stands beside it, event by event.
                "schema": {
                    "type": "object",
                    "properties": {
                        "event": { "enum": ["queue", "answer", "done", "refusal"] },
                        "data": { "type": "string", "contentMediaType": "application/json" },
                    },
                    "required": ["event", "data"],
                },
                "x-events": { "queue": queue, "answer": answer, "refusal": refusal },
            } },
        })
    };
    let rungs = stream(
        "(an Answer) for every rung of the ladder and, where `weights` is true, once more when its verdicts are tested",
        &answer,
    );
    let analyses = stream("(an ExploredAnswer) for every analysis", &explored);
    let name = json!([{ "name": "name", "in": "path", "required": true, "schema": { "type": "string" } }]);
    let run_once = [("404", "No such model here."), ("422", "The model has none."), ("503", "Too many questions wait.")];
    let mut read = post("What an article says against a model", "read", &asked.subschema_for::<()>(), fine(&reading));
    read["post"]["parameters"] = json!([name[0], { "name": "file", "in": "path", "required": true, "schema": { "type": "string" },
        "description": "Its name, which tells text from Markdown, HTML and PDF." }]);
    read["post"]["requestBody"] = json!({ "required": true, "content": { "application/octet-stream": {
        "schema": { "type": "string", "format": "binary", "maxLength": MOST_ARTICLE } } } });
    read["post"]["responses"]["413"] = refused("The article is larger than 2 MB.");
    read["post"]["responses"]["415"] = refused("The article is not marked as bytes.");
    read["post"]["responses"]["422"] = refused("The article cannot be read.");
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Linchpin lab",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Strategies side by side in the same sampled futures. Not a forecast: differences and orderings carry the \
                            information. Values travel in the unit shown beside them; a missing number is null.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": {
            "/api/models": get("The models of this lab", "models", &models, json!([]), &[]),
            "/api/model/{name}": get("All that the page knows of a model", "model", &model, name.clone(), &[("404", "No such model here.")]),
            "/api/model/{name}/contract": get("Sentences of the sources put to the model", "contract", &contract, name.clone(), &run_once),
            "/api/model/{name}/disputes": get("Whether the comparison flips with whose number is right", "disputes", &disputes, name.clone(), &run_once),
            "/api/model/{name}/timeline": get("Dated events, planned beside observed", "timeline", &timeline, name, &[("404", "No such model here.")]),
            "/api/model/{name}/read/{file}": read,
            "/api/impact": post("The strategies with and without what an article would change", "impact", &impact_setting, fine(&impact)),
            "/api/compare": post("Strategies side by side, refined rung by rung", "compare", &setting, rungs),
            "/api/breaks": post("Where a strategy fails, where the preference turns, worlds", "breaks", &explore_setting, analyses.clone()),
            "/api/findings": post("Which inputs a strategy turns on, at the end and over time", "findings", &explore_setting, analyses),
            "/api/paths": post("Variables over time", "paths", &paths_setting, fine(&paths)),
            "/api/game": post("A game at a date in one future", "game", &game_setting, fine(&game)),
        },
        "components": { "schemas": schemas },
    })
}
